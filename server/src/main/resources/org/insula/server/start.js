// The start page: choose a model, drop pictures or write a text, read the answers.

const WORDS = {
  en: {
    private: 'Everything you drop here stays on this machine.',
    models: 'Models',
    try: 'Try it',
    drop: 'Drop pictures here, or choose some',
    write: 'Write something',
    ask: 'Ask',
    api: 'The interface for programs (OpenAPI)',
    face: 'faces',
    picture: 'pictures',
    text: 'texts',
    unknown: 'unknown',
    perhaps: (label) => `It is unlike everything that was taught; nearest is “${label}”.`,
    faces: (n) => (n === 1 ? 'One face.' : `${n} faces, the largest one answered here.`),
    looking: 'Looking…',
    down: 'Insula does not answer; is it still running?',
    note: 'This is an apparent expression; nobody’s feelings can be read from a face.',
  },
  fr: {
    private: 'Tout ce que vous déposez ici reste sur cette machine.',
    models: 'Modèles',
    try: 'Essayez',
    drop: 'Déposez des images ici, ou choisissez-en',
    write: 'Écrivez quelque chose',
    ask: 'Demander',
    api: 'L’interface pour les programmes (OpenAPI)',
    face: 'visages',
    picture: 'images',
    text: 'textes',
    unknown: 'inconnu',
    perhaps: (label) => `Cela ne ressemble à rien d’enseigné ; le plus proche est « ${label} ».`,
    faces: (n) => (n === 1 ? 'Un visage.' : `${n} visages ; la réponse porte sur le plus grand.`),
    looking: 'Un instant…',
    down: 'Insula ne répond pas ; est-il encore en marche ?',
    note: 'C’est une expression apparente ; un visage ne dit pas ce que quelqu’un ressent.',
  },
};

const language = navigator.language.startsWith('fr') ? 'fr' : 'en';
const say = WORDS[language];
const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
const byId = (id) => document.getElementById(id);

let chosen = null;

function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

function translate() {
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll('[data-say]')) node.textContent = say[node.dataset.say];
}

function choose(model) {
  chosen = model;
  byId('about').textContent = model.about;
  byId('file-form').hidden = model.kind === 'text';
  byId('text-form').hidden = model.kind !== 'text';
  byId('answers').replaceChildren();
  byId('note').textContent = model.kind === 'face' ? say.note : '';
}

function list(models) {
  const options = models.map((model, i) => {
    const radio = element('input', { type: 'radio', name: 'model', value: model.name, checked: i === 0 });
    radio.addEventListener('change', () => choose(model));
    return element('label', {}, radio, model.name, element('small', { textContent: say[model.kind] ?? model.kind }));
  });
  byId('models').replaceChildren(...options);
  if (models.length > 0) choose(models[0]);
}

function bars(guesses) {
  const rows = guesses.slice(0, 5).map((guess) => {
    const fill = element('span');
    fill.style.setProperty('width', percent.format(guess.probability).replace(/[^0-9]/g, '') + '%');
    const bar = element('span', { className: 'bar', ariaHidden: 'true' }, fill);
    return element('li', {}, element('span', { textContent: guess.label }), bar,
      element('span', { textContent: percent.format(guess.probability) }));
  });
  return element('ul', { className: 'guesses' }, ...rows);
}

function verdict(answer) {
  const words = answer.unknown ? say.unknown : `${answer.label} ${percent.format(answer.probability)}`;
  const parts = [element('p', { className: 'answer', textContent: words })];
  if (answer.unknown) parts.push(element('p', { textContent: say.perhaps(answer.label) }));
  parts.push(element('p', { className: 'name', textContent: answer.input }));
  if (answer.faces) parts.push(element('p', { className: 'name', textContent: say.faces(answer.faces.length) }));
  return [...parts, bars(answer.top)];
}

function show(answer, picture) {
  const body = answer.error
    ? [element('p', { className: 'name', textContent: answer.input ?? '' }), element('p', { textContent: answer.error })]
    : verdict(answer);
  const text = element('div', { className: answer.unknown ? 'unknown' : '' }, ...body);
  const card = picture
    ? element('article', {}, element('img', { src: picture, alt: answer.input ?? '' }), text)
    : element('article', { className: 'plain' }, text);
  byId('answers').append(card);
}

async function ask(body, headers = {}) {
  try {
    const path = `/api/models/${encodeURIComponent(chosen.name)}/predict`;
    const response = await fetch(path, { method: 'POST', body, headers });
    const json = await response.json();
    return response.ok ? json : { error: json.detail };
  } catch {
    return { error: say.down };
  }
}

async function askAboutFiles(files) {
  byId('answers').replaceChildren();
  for (const file of files) {
    const wait = element('p', { textContent: say.looking });
    byId('answers').append(wait);
    const form = new FormData();
    form.append('file', file);
    const answer = await ask(form);
    wait.remove();
    show({ input: file.name, ...answer }, URL.createObjectURL(file));
  }
}

function listen() {
  const drop = byId('drop');
  byId('file').addEventListener('change', (event) => askAboutFiles([...event.target.files]));
  for (const name of ['dragover', 'drop']) document.addEventListener(name, (event) => event.preventDefault());
  drop.addEventListener('dragover', () => drop.classList.add('over'));
  drop.addEventListener('dragleave', () => drop.classList.remove('over'));
  drop.addEventListener('drop', (event) => {
    drop.classList.remove('over');
    askAboutFiles([...event.dataTransfer.files]);
  });
  byId('text-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    byId('answers').replaceChildren();
    const text = byId('text').value;
    const answer = await ask(JSON.stringify({ text }), { 'Content-Type': 'application/json' });
    show({ ...answer, input: text });
  });
}

async function start() {
  translate();
  listen();
  try {
    const response = await fetch('/api/models');
    list((await response.json()).models);
  } catch {
    byId('about').textContent = say.down;
  }
}

start();

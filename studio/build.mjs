// Builds the Studio into target/classes, where Maven makes a jar of it; does nothing when nothing has changed.
//   node build.mjs [--skip-tests]
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = dirname(fileURLToPath(import.meta.url));
const OPENAPI = '../server/src/main/resources/org/insula/server/openapi.json';
const INPUTS = [
  'src',
  'index.html',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
  'biome.json',
];
const OUT = 'target/classes/org/insula/studio/web';
const FIRST_LOAD_BYTES = 250_000;
const SMALL = 600;
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.zip': 'application/zip',
};

const at = (path) => join(root, path);
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

function files(path) {
  const whole = at(path);
  if (!statSync(whole).isDirectory()) return [path];
  return readdirSync(whole)
    .sort()
    .flatMap((name) => files(`${path}/${name}`));
}

function state() {
  const all = [...INPUTS.flatMap(files), OPENAPI, 'build.mjs', ...files('../examples')];
  return sha256(all.map((file) => `${file} ${sha256(readFileSync(at(file)))}\n`).join(''));
}

function read(path) {
  return existsSync(at(path)) ? readFileSync(at(path), 'utf8') : '';
}

function write(path, content) {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), content);
}

function run(what, command, args) {
  const windows = process.platform === 'win32';
  const done = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    shell: windows,
    maxBuffer: 64_000_000,
  });
  if (done.status !== 0) {
    process.stderr.write(`${done.stdout ?? ''}${done.stderr ?? ''}${done.error ?? ''}\n`);
    process.stderr.write(`The Studio's ${what} failed ('${[command, ...args].join(' ')}' in studio).\n`);
    process.exit(1);
  }
}

const tool = (name, ...args) => run(name, 'npx', ['--no-install', name, ...args]);

function install() {
  const lock = sha256(readFileSync(at('package-lock.json')));
  const stamp = 'node_modules/.insula';
  if (read(stamp) === lock) return;
  run('installation', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  write(stamp, lock);
}

/** The scripts and styles that the browser fetches before the first lazy chunk. */
function firstLoad() {
  const html = read('target/web/index.html');
  return [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((found) => found[1]);
}

function checkSize() {
  const size = firstLoad()
    .filter((file) => file.endsWith('.js'))
    .reduce((sum, file) => sum + gzipSync(readFileSync(at(`target/web/${file}`)), { level: 9 }).length, 0);
  if (size > FIRST_LOAD_BYTES) {
    process.stderr.write(
      `The first scripts of the Studio have ${size} bytes gzipped, more than ${FIRST_LOAD_BYTES}; load some of them lazily.\n`,
    );
    process.exit(1);
  }
  return size;
}

/** The ready examples of the start page, each one file that is fetched when somebody opens it. */
function examples() {
  const folder = (kind, name, group) => ({
    kind,
    files: files(`../examples/${name}`).map((path) => {
      const [label, file] = path.split('/').slice(-2);
      return { label, name: file, group: group(file), base64: readFileSync(at(path)).toString('base64') };
    }),
  });
  const rows = readFileSync(at('../examples/moods.csv'), 'utf8').trim().split('\n').slice(1);
  const moods = rows.map((row, i) => {
    const comma = row.lastIndexOf(',');
    const text = row.slice(0, comma).replace(/^"|"$/g, '').replaceAll('""', '"');
    const name = `${String(i + 1).padStart(2, '0')}.txt`;
    return { label: row.slice(comma + 1).trim(), name, base64: Buffer.from(text).toString('base64') };
  });
  const all = {
    drawings: folder('picture', 'drawings', () => undefined),
    gestures: folder('movement', 'gestures', (file) => file.split('_')[1]),
    moods: { kind: 'text', files: moods },
  };
  for (const [name, example] of Object.entries(all))
    write(`target/examples/${name}.json`, JSON.stringify(example));
}

/** Each file as it is, and smaller where that is worth it; then the list that org.insula.studio.Studio reads. */
function pack() {
  rmSync(at(OUT), { recursive: true, force: true });
  const list = [];
  for (const file of files('target/web').map((path) => relative('target/web', path).split(sep).join('/'))) {
    const type = TYPES[extname(file)];
    if (file.startsWith('.vite') || !type) continue;
    const bytes = readFileSync(at(`target/web/${file}`));
    const codings = [];
    write(`${OUT}/${file}`, bytes);
    if (bytes.length > SMALL && !file.endsWith('.zip')) {
      const brotli = {
        params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
      };
      write(`${OUT}/${file}.br`, brotliCompressSync(bytes, brotli));
      write(`${OUT}/${file}.gz`, gzipSync(bytes, { level: 9 }));
      codings.push('br', 'gzip');
    }
    list.push([file, type, sha256(bytes).slice(0, 32), codings.join(',')].join('\t'));
  }
  write(`${OUT}/files.txt`, `${list.join('\n')}\n`);
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Node.js ${process.versions.node} is too old for the Studio's build; install 20.19 or newer.\n`,
  );
  process.exit(1);
}

const tests = !process.argv.includes('--skip-tests');
const stamp = 'target/studio.stamp';
const wanted = state();
const [built, tested] = read(stamp).split(' ');
if (built === wanted && (tested === 'tested' || !tests) && existsSync(at(`${OUT}/files.txt`)))
  process.exit(0);

install();
tool('openapi-typescript', OPENAPI, '-o', 'target/wire/wire.d.ts');
examples();
tool('tsc');
if (tests) {
  tool('biome', 'check', '.');
  tool('vitest', 'run');
}
tool('vite', 'build', '--logLevel', 'warn');
const size = checkSize();
pack();
write(stamp, `${wanted} ${tests ? 'tested' : 'untested'}`);
process.stdout.write(`The Studio is built; its first scripts have ${Math.round(size / 1000)} kB gzipped.\n`);

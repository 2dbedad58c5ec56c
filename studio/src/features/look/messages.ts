import { messages } from '../../language/language';

export const lookWords = messages(
  {
    empty: 'Show a few examples of two labels; then you see here how good the model is and what to mend.',
    toShow: 'To your examples',
    notKept: 'What was found of each example is not kept of this version; it comes with the next change.',
    rightAlways: (on: string) => `Right every time ${on}.`,
    rightTen: (n: string, on: string) => `Right ${n} times in 10 ${on}.`,
    rightHundred: (n: string, on: string) => `Right ${n} times in 100 ${on}.`,
    onExamples: 'on examples it had not seen',
    onGroups: 'on groups of examples it had not seen',
    rightTwenty: (on: string) => `Right 19 times in 20 ${on}.`,
    confuses: (a: string, b: string, n: string, all: string, once: boolean) =>
      `It takes “${a}” for “${b}” ${once ? 'once' : `${n} times`} in ${all}.`,
    confusesNothing: 'It took nothing for something else.',
    measured: (examples: string) =>
      `Measured on ${examples} examples, each judged by a model that had not seen it.`,
    measuredGroups: (examples: string, groups: string) =>
      `Measured on ${examples} examples in ${groups} groups, each judged by a model that had seen nothing of its group.`,
    groupIs: 'A group is what belongs together: a burst, a recording, a person.',
    groupsFromNames: 'Groups were read from the names of the files.',
    groupsSome: (n: string) => `${n} examples have no group and stood alone.`,
    groupsNone:
      'No groups are known, so each example stood alone; examples that resemble each other flatter these figures.',
    version: (n: string, date: string) => `Version ${n}, ${date}.`,
    unknownRate: (n: string) => `It called ${n} of them unknown.`,
    next: 'What to do next',
    tooFew: (n: string, label: string) => `Add ${n} more of “${label}”; figures settle at about 15.`,
    oneGroup: (labels: string, one: boolean) =>
      one
        ? `All examples of ${labels} were one burst or one person: record another day or person.`
        : `The examples of each of ${labels} were one burst or one person: record another day or person.`,
    suspects: (n: string, one: boolean) =>
      one ? 'Check one label that looks wrong, below.' : `Check ${n} labels that look wrong, below.`,
    confused: (a: string, b: string) => `Add clearer examples of “${a}” and “${b}”, or make them one label.`,
    quoted: (label: string) => `“${label}”`,
    uneven: (label: string, other: string) =>
      `Add to “${label}”: “${other}” has five times as many, and rare labels are named less readily.`,
    skipped: (n: string, one: boolean) =>
      one ? 'One example could not be used; see Show.' : `${n} examples could not be used; see Show.`,
    enough: 'Nothing stands out; try it, then use it.',
    show: 'Show more',
    use: 'Use it',
    confusion: 'What it takes for what',
    confusionHelp:
      'Each row is a label; its columns are what the model said. Press a number to see the examples.',
    truth: 'Label',
    takenFor: 'taken for',
    cell: (n: string, label: string, predicted: string, right: boolean) =>
      right ? `${n} of “${label}” recognised` : `${n} of “${label}” taken for “${predicted}”`,
    cellTitle: (label: string, predicted: string, right: boolean) =>
      right ? `“${label}”, recognised` : `“${label}”, taken for “${predicted}”`,
    cellGone: (n: string, one: boolean) =>
      one ? 'One of them was deleted since.' : `${n} of them were deleted since.`,
    close: 'Close',
    more: (n: string) => `${n} more`,
    again: 'Look at these again',
    suspectsTitle: 'Labels that look wrong',
    suspectsHelp: 'A model that had not seen them finds that they look like something else.',
    hardest: 'Hardest',
    hardestHelp: 'What it got wrong most surely, and what it got right by a hair.',
    says: (label: string, n: string) => `said “${label}”, ${n}`,
    saysUnknown: (label: string) => `unknown; nearest “${label}”`,
    now: (label: string) => `now “${label}”`,
    kept: 'kept as it is',
    make: (label: string) => `Make it “${label}”`,
    makeOf: (name: string, label: string) => `Make it “${label}”: ${name}`,
    keep: (name: string) => `Keep ${name} as it is`,
    delete: (name: string) => `Delete ${name}`,
    relabelled: (name: string, label: string) => `${name} is “${label}” now.`,
    deleted: (name: string) => `${name} was deleted.`,
    keptToast: (name: string) => `${name} stays as it is.`,
    nothingToMend: 'No label looks wrong.',
    labels: 'Each label',
    label: 'Label',
    examples: 'Examples',
    groups: 'Groups',
    found: 'Found',
    foundHelp: 'of its examples, how many were recognised',
    trusted: 'To be trusted',
    trustedHelp: 'of what was given this label, how many have it',
    ofAll: (n: string, all: string) => `${n} of ${all}`,
    never: 'never named',
    calibration: 'Can its percentages be believed?',
    believe: 'Yes: on average they are as good as their word.',
    roughly: 'Roughly: they are off by a few points.',
    tooSure: 'Not yet: it is surer than it should be.',
    tooModest: 'Not yet: it is more modest than it need be.',
    when: (said: string, right: string, n: string) =>
      `Where it says about ${said}, it is right in ${right} of ${n} examples.`,
    calibrationChart: 'How sure it was, across, and how often it was right, upwards. The line is the ideal.',
    axisSaid: 'what it says',
    axisRight: 'how often right',
    asTable: 'As a table',
    saysColumn: 'It says',
    meanColumn: 'On average',
    rightColumn: 'Right',
    details: 'Expected calibration error',
    map: 'Map of your examples',
    mapHelp: 'What lies far apart looks different to the model; what lies close may only seem so on paper.',
    mapKeys: 'Arrow keys walk from example to example, Enter opens one.',
    mapChart: 'Map of the examples',
    mapShare: (n: string) => `The map shows ${n} of what tells the examples apart.`,
    mapPoint: (name: string, label: string, said: string) => `${name}: “${label}”, ${said}`,
    mapNone: 'Walk through the map, or point at it.',
    wrongMark: 'struck: taken for something else',
    leftOut: (n: string) => `${n} examples that were recognised are not listed, since there are many.`,
    name: 'Name',
    said: 'It said',
  },
  {
    empty:
      'Montrez quelques exemples de deux étiquettes\u202f; vous verrez ici ce que vaut le modèle et quoi corriger.',
    toShow: 'Vers vos exemples',
    notKept:
      'Ce qui a été trouvé de chaque exemple n’est plus gardé pour cette version\u202f; cela reviendra au prochain changement.',
    rightAlways: (on: string) => `Juste à chaque fois ${on}.`,
    rightTen: (n: string, on: string) => `Juste ${n} fois sur 10 ${on}.`,
    rightHundred: (n: string, on: string) => `Juste ${n} fois sur 100 ${on}.`,
    onExamples: 'sur des exemples jamais vus',
    onGroups: 'sur des groupes d’exemples jamais vus',
    rightTwenty: (on: string) => `Juste 19 fois sur 20 ${on}.`,
    confuses: (a: string, b: string, n: string, all: string, once: boolean) =>
      `Il prend «\u00a0${a}\u00a0» pour «\u00a0${b}\u00a0» ${once ? 'une' : n} fois sur ${all}.`,
    confusesNothing: 'Il n’a rien pris pour autre chose.',
    measured: (examples: string) =>
      `Mesuré sur ${examples} exemples, chacun jugé par un modèle qui ne l’avait pas vu.`,
    measuredGroups: (examples: string, groups: string) =>
      `Mesuré sur ${examples} exemples en ${groups} groupes, chacun jugé par un modèle qui n’avait rien vu de son groupe.`,
    groupIs: 'Un groupe est ce qui va ensemble : une rafale, un enregistrement, une personne.',
    groupsFromNames: 'Les groupes ont été lus dans les noms des fichiers.',
    groupsSome: (n: string) => `${n} exemples sans groupe comptent chacun pour soi.`,
    groupsNone:
      'Aucun groupe n’est connu : chaque exemple compte pour soi, et des exemples qui se ressemblent flattent ces chiffres.',
    version: (n: string, date: string) => `Version ${n}, ${date}.`,
    unknownRate: (n: string) => `Il en a dit ${n} inconnus.`,
    next: 'Et maintenant',
    tooFew: (n: string, label: string) =>
      `Ajoutez ${n} exemples de «\u00a0${label}\u00a0»\u202f; les chiffres se fixent vers 15.`,
    oneGroup: (labels: string, one: boolean) =>
      one
        ? `Tous les exemples de ${labels} viennent d’une seule rafale ou personne : enregistrez un autre jour ou quelqu’un d’autre.`
        : `Les exemples de chacune de ${labels} viennent d’une seule rafale ou personne : enregistrez un autre jour ou quelqu’un d’autre.`,
    suspects: (n: string, one: boolean) =>
      one
        ? 'Vérifiez une étiquette qui semble fausse, plus bas.'
        : `Vérifiez ${n} étiquettes qui semblent fausses, plus bas.`,
    confused: (a: string, b: string) =>
      `Ajoutez des exemples plus clairs de «\u00a0${a}\u00a0» et de «\u00a0${b}\u00a0», ou faites-en une seule étiquette.`,
    quoted: (label: string) => `«\u00a0${label}\u00a0»`,
    uneven: (label: string, other: string) =>
      `Complétez «\u00a0${label}\u00a0» : «\u00a0${other}\u00a0» en a cinq fois plus, et les étiquettes rares sont moins souvent nommées.`,
    skipped: (n: string, one: boolean) =>
      one
        ? 'Un exemple n’a pas pu servir\u202f; voyez Montrer.'
        : `${n} exemples n’ont pas pu servir\u202f; voyez Montrer.`,
    enough: 'Rien ne saute aux yeux\u202f; essayez-le, puis utilisez-le.',
    show: 'En montrer plus',
    use: 'L’utiliser',
    confusion: 'Ce qu’il prend pour quoi',
    confusionHelp:
      'Chaque ligne est une étiquette\u202f; ses colonnes, ce que le modèle a dit. Pressez un nombre pour voir les exemples.',
    truth: 'Étiquette',
    takenFor: 'prise pour',
    cell: (n: string, label: string, predicted: string, right: boolean) =>
      right
        ? `${n} de «\u00a0${label}\u00a0» reconnus`
        : `${n} de «\u00a0${label}\u00a0» pris pour «\u00a0${predicted}\u00a0»`,
    cellTitle: (label: string, predicted: string, right: boolean) =>
      right
        ? `«\u00a0${label}\u00a0», reconnue`
        : `«\u00a0${label}\u00a0», prise pour «\u00a0${predicted}\u00a0»`,
    cellGone: (n: string, one: boolean) =>
      one ? 'L’un d’eux a été supprimé depuis.' : `${n} d’entre eux ont été supprimés depuis.`,
    close: 'Fermer',
    more: (n: string) => `${n} de plus`,
    again: 'À revoir',
    suspectsTitle: 'Étiquettes qui semblent fausses',
    suspectsHelp: 'Un modèle qui ne les avait pas vus trouve qu’ils ressemblent à autre chose.',
    hardest: 'Les plus difficiles',
    hardestHelp: 'Ce qu’il a manqué avec le plus d’assurance, et ce qu’il a eu de justesse.',
    says: (label: string, n: string) => `a dit «\u00a0${label}\u00a0», ${n}`,
    saysUnknown: (label: string) => `inconnu\u202f; au plus près «\u00a0${label}\u00a0»`,
    now: (label: string) => `maintenant «\u00a0${label}\u00a0»`,
    kept: 'gardé tel quel',
    make: (label: string) => `En faire «\u00a0${label}\u00a0»`,
    makeOf: (name: string, label: string) => `En faire «\u00a0${label}\u00a0» : ${name}`,
    keep: (name: string) => `Garder ${name} tel quel`,
    delete: (name: string) => `Supprimer ${name}`,
    relabelled: (name: string, label: string) => `${name} est maintenant «\u00a0${label}\u00a0».`,
    deleted: (name: string) => `${name} a été supprimé.`,
    keptToast: (name: string) => `${name} reste tel quel.`,
    nothingToMend: 'Aucune étiquette ne semble fausse.',
    labels: 'Étiquette par étiquette',
    label: 'Étiquette',
    examples: 'Exemples',
    groups: 'Groupes',
    found: 'Trouvés',
    foundHelp: 'de ses exemples, combien ont été reconnus',
    trusted: 'Fiable',
    trustedHelp: 'de ce qui a reçu cette étiquette, combien la portent',
    ofAll: (n: string, all: string) => `${n} sur ${all}`,
    never: 'jamais nommée',
    calibration: 'Peut-on croire ses pourcentages ?',
    believe: 'Oui : en moyenne, ils tiennent parole.',
    roughly: 'À peu près : ils s’écartent de quelques points.',
    tooSure: 'Pas encore : il est plus sûr de lui qu’il ne devrait.',
    tooModest: 'Pas encore : il est plus modeste qu’il ne faudrait.',
    when: (said: string, right: string, n: string) =>
      `Quand il dit environ ${said}, il a raison pour ${right} exemples sur ${n}.`,
    calibrationChart:
      'En travers, son assurance\u202f; vers le haut, à quelle fréquence il a eu raison. La ligne est l’idéal.',
    axisSaid: 'ce qu’il dit',
    axisRight: 'raison',
    asTable: 'En tableau',
    saysColumn: 'Il dit',
    meanColumn: 'En moyenne',
    rightColumn: 'Juste',
    details: 'Erreur de calibration attendue',
    map: 'Carte de vos exemples',
    mapHelp:
      'Ce qui est loin paraît différent au modèle\u202f; ce qui est proche ne l’est peut-être que sur le papier.',
    mapKeys: 'Les flèches vont d’exemple en exemple, Entrée en ouvre un.',
    mapChart: 'Carte des exemples',
    mapShare: (n: string) => `La carte montre ${n} de ce qui distingue les exemples.`,
    mapPoint: (name: string, label: string, said: string) => `${name} : «\u00a0${label}\u00a0», ${said}`,
    mapNone: 'Parcourez la carte, ou pointez-la.',
    wrongMark: 'barré : pris pour autre chose',
    leftOut: (n: string) => `${n} exemples reconnus ne sont pas listés, car il y en a beaucoup.`,
    name: 'Nom',
    said: 'Il a dit',
  },
);

export type LookWords = (typeof lookWords)['en'];

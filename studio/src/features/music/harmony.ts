/** What a chord does in its key, as in Riemann's three functions; `outside` for chords that borrow from elsewhere. */
export type HarmonicFunction = 'tonic' | 'subdominant' | 'dominant' | 'outside' | 'none';

export type Mode = 'major' | 'minor';

export interface ChordInKey {
  readonly function: HarmonicFunction;
  /** Roman numeral over the key's own scale, such as `V` or `♭VII`; empty for no chord. */
  readonly numeral: string;
}

const NATURAL: Readonly<Record<string, number>> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

const NUMERALS = ['I', '♭II', 'II', '♭III', 'III', 'IV', '♯IV', 'V', '♭VI', 'VI', '♭VII', 'VII'] as const;
const MINOR_NUMERALS = [
  'I',
  '♭II',
  'II',
  'III',
  '♯III',
  'IV',
  '♯IV',
  'V',
  'VI',
  '♯VI',
  'VII',
  '♯VII',
] as const;

/** Semitones above the tonic whose triad is in the key, with what it does there. */
const MAJOR_FUNCTIONS: Readonly<Record<string, HarmonicFunction>> = {
  '0maj': 'tonic',
  '2min': 'subdominant',
  '4min': 'tonic',
  '5maj': 'subdominant',
  '7maj': 'dominant',
  '9min': 'tonic',
  '11dim': 'dominant',
};

const MINOR_FUNCTIONS: Readonly<Record<string, HarmonicFunction>> = {
  '0min': 'tonic',
  '2dim': 'subdominant',
  '3maj': 'tonic',
  '5min': 'subdominant',
  '7min': 'dominant',
  '7maj': 'dominant',
  '8maj': 'subdominant',
  '10maj': 'dominant',
  '11dim': 'dominant',
};

/** @returns 0 for C to 11 for B, or undefined where the name is none */
export function pitchClass(name: string): number | undefined {
  const natural = NATURAL[name.charAt(0)];
  if (natural === undefined) {
    return undefined;
  }
  let shift = 0;
  for (const sign of name.slice(1)) {
    if (sign === '#') {
      shift += 1;
    } else if (sign === 'b') {
      shift -= 1;
    } else {
      return undefined;
    }
  }
  return (((natural + shift) % 12) + 12) % 12;
}

type Triad = 'maj' | 'min' | 'dim' | 'aug';

function triadOf(quality: string): Triad {
  if (quality.startsWith('min')) {
    return 'min';
  }
  if (quality.startsWith('dim') || quality.startsWith('hdim')) {
    return 'dim';
  }
  return quality.startsWith('aug') ? 'aug' : 'maj';
}

/** @param chord in Harte's syntax, such as `C:maj`, `F#:min7`, `N` */
export function chordInKey(chord: string, tonic: string, mode: Mode): ChordInKey {
  const [root = '', quality = 'maj'] = chord.split('/')[0]?.split(':') ?? [];
  const rootClass = pitchClass(root);
  const tonicClass = pitchClass(tonic);
  if (rootClass === undefined || tonicClass === undefined) {
    return { function: 'none', numeral: '' };
  }
  const degree = (rootClass - tonicClass + 12) % 12;
  const triad = triadOf(quality);
  const functions = mode === 'major' ? MAJOR_FUNCTIONS : MINOR_FUNCTIONS;
  const upper = (mode === 'major' ? NUMERALS : MINOR_NUMERALS)[degree] ?? '';
  const numeral = triad === 'min' || triad === 'dim' ? upper.toLowerCase() : upper;
  return {
    function: functions[`${degree}${triad}`] ?? 'outside',
    numeral: triad === 'dim' ? `${numeral}°` : numeral,
  };
}

/** How a player would write it: `C:maj` is `C`, `A:min7` is `Am7`, `G:7` is `G7`. */
export function chordSymbol(chord: string): string {
  if (chord === 'N' || chord === 'X') {
    return '';
  }
  const [withoutBass = '', bass] = chord.split('/');
  const [root = '', quality = 'maj'] = withoutBass.split(':');
  const name = root.replaceAll('#', '♯').replace(/(?<=.)b/g, '♭');
  const suffixes: Readonly<Record<string, string>> = {
    maj: '',
    min: 'm',
    maj7: 'maj7',
    min7: 'm7',
    '7': '7',
    dim: '°',
    dim7: '°7',
    hdim7: 'ø7',
    aug: '+',
    maj6: '6',
    min6: 'm6',
    sus2: 'sus2',
    sus4: 'sus4',
  };
  return name + (suffixes[quality] ?? quality) + (bass === undefined ? '' : `/${bass}`);
}

const SOLFA: Readonly<Record<string, string>> = {
  C: 'do',
  D: 'ré',
  E: 'mi',
  F: 'fa',
  G: 'sol',
  A: 'la',
  B: 'si',
};

/** `Bb` as `B♭`, or as `si♭` where pitches are sung. */
export function pitchName(name: string, solfa = false): string {
  const letter = name.charAt(0);
  const signs = name.slice(1).replaceAll('#', '♯').replaceAll('b', '♭');
  return (solfa ? (SOLFA[letter] ?? letter) : letter) + signs;
}

import { describe, expect, it } from 'vitest';
import { chordInKey, chordSymbol, pitchClass, pitchName } from './harmony';

describe('a chord in its key', () => {
  it.each([
    ['C:maj', 'C', 'major', 'tonic', 'I'],
    ['A:min7', 'C', 'major', 'tonic', 'vi'],
    ['F:maj', 'C', 'major', 'subdominant', 'IV'],
    ['G:7', 'C', 'major', 'dominant', 'V'],
    ['B:dim', 'C', 'major', 'dominant', 'vii°'],
    ['D:maj', 'C', 'major', 'outside', 'II'],
    ['Bb:maj', 'C', 'major', 'outside', '♭VII'],
    ['A:min', 'A', 'minor', 'tonic', 'i'],
    ['E:7', 'A', 'minor', 'dominant', 'V'],
    ['G:maj', 'A', 'minor', 'dominant', 'VII'],
    ['C:maj/3', 'A', 'minor', 'tonic', 'III'],
    ['F#:maj', 'B', 'major', 'dominant', 'V'],
    ['N', 'C', 'major', 'none', ''],
    ['C:maj', '', 'major', 'none', ''],
  ] as const)('%s in %s %s is %s, %s', (chord, tonic, mode, role, numeral) => {
    expect(chordInKey(chord, tonic, mode)).toEqual({ function: role, numeral });
  });

  it('is the same wherever the key lies', () => {
    const names = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'];
    for (const tonic of names) {
      const fifth = names[(names.indexOf(tonic) + 7) % 12];
      expect(chordInKey(`${fifth}:maj`, tonic, 'major')).toEqual({ function: 'dominant', numeral: 'V' });
    }
  });
});

it.each([
  ['C:maj', 'C'],
  ['A:min', 'Am'],
  ['Bb:min7', 'B♭m7'],
  ['F#:7', 'F♯7'],
  ['B:hdim7', 'Bø7'],
  ['C:maj/3', 'C/3'],
  ['N', ''],
])('%s is written %s', (chord, symbol) => expect(chordSymbol(chord)).toBe(symbol));

it('knows pitches by any name', () => {
  expect(['C', 'B#', 'Dbb', 'Cb', 'H', ''].map(pitchClass)).toEqual([0, 0, 0, 11, undefined, undefined]);
  expect(pitchName('Bb')).toBe('B♭');
  expect(pitchName('F#', true)).toBe('fa♯');
});

import { expect, test } from 'vitest';
import type { Wire } from '../../api/wire';
import {
  behind,
  findingsOf,
  hardest,
  rightness,
  suspects,
  tellingBin,
  trust,
  worstConfusion,
} from './findings';
import { nextSteps } from './next';

const example = (id: string, label: string) =>
  ({
    id,
    label,
    name: `${id}.png`,
    sha256: '0'.repeat(64),
    size: 1,
    created: '2026-11-24T00:00:00Z',
  }) as const;

const outcome = (id: string, label: number, predicted: number, probability: number, suggested?: number) => ({
  example: id,
  label,
  predicted,
  probability,
  unknown: false,
  x: 0,
  y: 0,
  ...(suggested === undefined ? {} : { suggested }),
});

/** Four of blink, all right; four of wink, one of which looks like a blink for sure and one by a hair. */
const evaluation: Wire<'Evaluation'> = {
  labels: ['blink', 'wink'],
  examples: 8,
  leftOut: 0,
  skipped: 0,
  grouping: { source: 'column', groups: 3, grouped: 8, sentence: '' },
  groupsOfLabels: [2, 1],
  reliability: [
    { from: 0.5, to: 0.6, examples: 1, probability: 0.55, accuracy: 0 },
    { from: 0.9, to: 1, examples: 7, probability: 0.96, accuracy: 6 / 7 },
  ],
  explained: [0.5, 0.25],
  outcomes: [
    outcome('a', 0, 0, 0.99),
    outcome('b', 0, 0, 0.65),
    outcome('c', 0, 0, 0.98),
    outcome('d', 0, 0, 0.97),
    outcome('e', 1, 0, 0.95, 0),
    outcome('f', 1, 0, 0.55),
    outcome('g', 1, 1, 0.96),
    outcome('h', 1, 1, 0.97),
  ],
};

const version = {
  version: 3,
  created: '2026-11-24T00:00:00Z',
  figures: {
    balancedAccuracy: 0.75,
    ece: 0.16,
    unknownRate: 0.125,
    confusion: [
      [4, 0],
      [2, 2],
    ],
  },
} as unknown as Wire<'Version'>;

const examples = [...'abcd']
  .map((id) => example(id, 'blink'))
  .concat([...'efg'].map((id) => example(id, 'wink') as never));
const findings = findingsOf(version, evaluation, examples);

test('what was deleted since is left out of the lists and stays in the figures', () => {
  expect(findings.seen.map((each) => each.example.id)).toEqual([...'abcdefg']);
  expect(findings.confusion).toEqual([
    [4, 0],
    [2, 2],
  ]);
  expect(findings.perLabel[1]).toEqual({ label: 'wink', examples: 4, groups: 1, found: 2, named: 2 });
  expect(findings.explained).toBe(0.75);
  expect(findings.unknown).toBe(1);
});

test('a table that is missing or odd is read as zeros', () => {
  const odd = { ...version, figures: { confusion: [['x'], 7] } } as unknown as Wire<'Version'>;
  expect(findingsOf(odd, evaluation, []).confusion).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

test('the worst confusion is the largest share of a label', () => {
  expect(worstConfusion(findings.confusion)).toEqual({ label: 1, takenFor: 0, count: 2, all: 4 });
  expect(
    worstConfusion([
      [30, 1],
      [0, 9],
    ]),
  ).toBeUndefined();
  expect(
    worstConfusion([
      [3, 1],
      [0, 9],
    ])?.count,
  ).toBe(1);
});

test('nearly always is never rounded to always', () => {
  expect(rightness(1)).toEqual({ kind: 'always' });
  expect(rightness(0.999)).toEqual({ kind: 'hundred', times: 99 });
  expect(rightness(0.96)).toEqual({ kind: 'twenty' });
  expect(rightness(0.94)).toEqual({ kind: 'ten', times: 9 });
  expect(rightness(0)).toEqual({ kind: 'ten', times: 0 });
});

test('percentages that are too high are told from those that are too low', () => {
  expect(trust(findings)).toBe('tooSure');
  expect(trust({ ...findings, ece: 0.02 })).toBe('believe');
  expect(tellingBin({ ...findings, ece: 0.02 })?.examples).toBe(7);
  expect(tellingBin(findings)?.to).toBe(1);
  expect(tellingBin({ ece: 0, reliability: [] })).toBeUndefined();
  const modest = [{ from: 0.5, to: 0.6, examples: 9, probability: 0.55, accuracy: 1 }];
  expect(trust({ ece: 0.45, reliability: modest })).toBe('tooModest');
});

test('suspects are listed until they are kept, and not among the hardest', () => {
  expect(suspects(findings.seen, new Set()).map((each) => each.example.id)).toEqual(['e']);
  expect(suspects(findings.seen, new Set(['e']))).toEqual([]);
  expect(hardest(findings.seen, 9).map((each) => each.example.id)).toEqual(['f', 'b']);
});

test('behind a cell, what was wrong for sure and what was right by a hair come first', () => {
  expect(behind(findings.seen, 1, 0).map((each) => each.example.id)).toEqual(['e', 'f']);
  expect(behind(findings.seen, 0, 0).map((each) => each.example.id)).toEqual(['b', 'd', 'c', 'a']);
});

test('the most useful step comes first', () => {
  expect(nextSteps(findings, 1)).toEqual([
    { kind: 'suspects', count: 1 },
    { kind: 'oneGroup', labels: ['wink'] },
    { kind: 'tooFew', more: 11, label: 'blink' },
    { kind: 'confused', label: 'wink', takenFor: 'blink' },
  ]);
});

test('where nothing stands out, that is said', () => {
  const label = (name: string) => ({ label: name, examples: 20, groups: 5, found: 20, named: 20 });
  const fine = {
    ...findings,
    confusion: [
      [20, 0],
      [0, 20],
    ],
    perLabel: [label('a'), label('b')],
  };
  expect(nextSteps(fine, 0)).toEqual([{ kind: 'enough' }]);
  const without = { ...fine, perLabel: [label('a'), { ...label('b'), groups: 1 }] };
  expect(nextSteps({ ...without, grouping: { ...findings.grouping, source: 'none' } }, 0)[0]?.kind).toBe(
    'enough',
  );
  expect(nextSteps({ ...fine, perLabel: [label('a'), { ...label('b'), examples: 100 }] }, 0)).toEqual([
    { kind: 'uneven', label: 'a', other: 'b' },
  ]);
});

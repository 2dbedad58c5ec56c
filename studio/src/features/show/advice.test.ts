import { expect, test } from 'vitest';
import { advise, type Figures } from './advice';

const labels = (...counts: number[]) => counts.map((examples, i) => ({ label: `l${i}`, examples }));
const figures: Figures = {
  right: 1,
  labels: ['l0', 'l1'],
  confusion: [],
  suspects: [],
  skipped: [],
  advice: [],
};

test('one thing at a time is asked for, what is missing most first', () => {
  expect(advise(labels(9), undefined)).toEqual({ kind: 'tooFewLabels' });
  expect(advise(labels(9, 0), undefined)).toEqual({ kind: 'firstOf', label: 'l1' });
  expect(advise(labels(9, 3), undefined)).toEqual({ kind: 'tooFew', more: 2, label: 'l1' });
  expect(advise(labels(9, 12), figures)).toEqual({ kind: 'settle', more: 6, label: 'l0' });
  expect(advise(labels(15, 80), figures)).toEqual({ kind: 'uneven', label: 'l0' });
  expect(advise(labels(15, 20), figures)).toEqual({ kind: 'enough' });
});

test('labels that are taken for each other come before more examples', () => {
  const confusion = [
    [6, 3],
    [1, 11],
  ];
  expect(advise(labels(9, 12), { ...figures, confusion })).toEqual({
    kind: 'confused',
    label: 'l0',
    takenFor: 'l1',
  });
});

import { expect, test } from 'vitest';
import { series } from './thumbnail';

test('a table is drawn without its time and its words', () => {
  expect(series('time,ax,ay\n0.00,1,3\n0.02,2,3\n0.04,3,1\n')).toEqual([
    [0, 0.5, 1],
    [1, 1, 0],
  ]);
});

test('what holds no number is drawn as nothing', () => {
  expect(series('hello\nworld')).toEqual([]);
});

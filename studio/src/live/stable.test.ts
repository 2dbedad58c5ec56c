import { expect, test } from 'vitest';
import type { LiveAnswer } from './answer';
import { stability } from './stable';

const wink = (at: number): LiveAnswer => ({
  kind: 'recognised',
  label: 'wink',
  probability: 0.9,
  guesses: [{ label: 'wink', share: 0.9 }],
  at,
});
const nothing = (at: number): LiveAnswer => ({ kind: 'nothing', at });

test('an answer is stable after a second of the same', () => {
  const next = stability();
  expect(next(wink(0))).toBeUndefined();
  expect(next(wink(900))).toBeUndefined();
  expect(next(wink(1000))).toMatchObject({ kind: 'recognised', label: 'wink', since: 0 });
});

test('a flicker begins the second anew and keeps what was told', () => {
  const next = stability();
  next(wink(0));
  next(wink(1000));
  expect(next(nothing(1100))?.label).toBe('wink');
  expect(next(wink(1200))?.label).toBe('wink');
  next(nothing(1300));
  expect(next(nothing(2300))?.kind).toBe('nothing');
});

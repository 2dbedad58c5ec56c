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

test('a flicker changes nothing, most of a second does', () => {
  const next = stability();
  for (let at = 0; at <= 2000; at += 100) next(at % 500 === 300 ? nothing(at) : wink(at));
  expect(next(wink(2100))?.label).toBe('wink');
  let at = 2200;
  while (next(nothing(at))?.label === 'wink') at += 100;
  expect(at).toBeGreaterThanOrEqual(2700);
  expect(at).toBeLessThanOrEqual(3200);
});

test('what is never the same for long is not told', () => {
  const next = stability();
  for (let at = 0; at < 5000; at += 100) {
    expect(next(at % 200 === 0 ? wink(at) : nothing(at))).toBeUndefined();
  }
});

import { expect, test } from 'vitest';
import { onsets } from './flashing';

test('flashes are half a second apart', () => {
  expect(onsets(Number.NEGATIVE_INFINITY, 1000, 3)).toEqual([1000, 1500, 2000]);
  expect(onsets(2000, 2100, 2)).toEqual([2500, 3000]);
});

test('however many are asked for, there are never more than three in a second', () => {
  const all: number[] = [];
  for (let now = 0; now < 20_000; now += 37) {
    all.push(...onsets(all.at(-1) ?? Number.NEGATIVE_INFINITY, now, 1 + (now % 5)));
  }
  expect(all.length).toBeGreaterThan(30);
  for (const at of all)
    expect(all.filter((other) => other >= at && other < at + 1000).length).toBeLessThan(4);
});

test('what would come much too late is left out', () => {
  expect(onsets(5000, 4000, 10)).toEqual([5500, 6000]);
});

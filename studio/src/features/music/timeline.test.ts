import { expect, it } from 'vitest';
import { following, lastAtMost, secondsAt, visible, xOf } from './timeline';

it('follows the playhead, but never leaves the recording', () => {
  expect(following(0, 12, 60, 600)).toEqual({ start: 0, end: 12, width: 600 });
  expect(following(30, 12, 60, 600)).toEqual({ start: 26, end: 38, width: 600 });
  expect(following(60, 12, 60, 600)).toEqual({ start: 48, end: 60, width: 600 });
  expect(following(2, 12, 5, 600)).toEqual({ start: 0, end: 5, width: 600 });
});

it('goes from seconds to pixels and back', () => {
  const at = following(30, 12, 60, 600);
  expect(xOf(at, 26)).toBe(0);
  expect(xOf(at, 38)).toBe(600);
  for (let x = 0; x <= 600; x += 37) expect(xOf(at, secondsAt(at, x))).toBeCloseTo(x);
});

it('shows what reaches into the window', () => {
  const at = { start: 10, end: 20, width: 100 };
  const spans = [
    { start: 0, end: 10 },
    { start: 5, end: 11 },
    { start: 12, end: 13 },
    { start: 19.9, end: 30 },
    { start: 20, end: 30 },
  ];
  expect(visible(spans, at)).toEqual(spans.slice(1, 4));
});

it('finds the last moment that has come, as a plain search does', () => {
  const times = Array.from({ length: 50 }, (_, i) => (i * i) / 7);
  for (let sought = -1; sought < 400; sought += 1.7) {
    expect(lastAtMost(times, sought)).toBe(times.findLastIndex((time) => time <= sought));
  }
  expect(lastAtMost([], 1)).toBe(-1);
});

import { expect, test } from 'vitest';
import { nearest, walk } from './walk';

const points = [
  { x: 0, y: 0 },
  { x: 1, y: 0.1 },
  { x: 0.5, y: 0.4 },
  { x: 0, y: 1 },
  { x: -1, y: 0 },
];

test('an arrow leads to what lies that way', () => {
  expect(walk(points, 0, 'right')).toBe(1);
  expect(walk(points, 0, 'up')).toBe(3);
  expect(walk(points, 0, 'left')).toBe(4);
  expect(walk(points, 0, 'down')).toBe(0);
});

test('the first arrow leads somewhere, and nowhere on an empty map', () => {
  expect(walk(points, -1, 'up')).toBe(0);
  expect(walk([], -1, 'up')).toBe(-1);
});

test('a pointer means what is near it', () => {
  expect(nearest(points, { x: 0.98, y: 0.1 }, 0.06)).toBe(1);
  expect(nearest(points, { x: 0.7, y: -0.7 }, 0.06)).toBeUndefined();
});

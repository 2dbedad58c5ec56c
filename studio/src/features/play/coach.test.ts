import { expect, test } from 'vitest';
import type { Box, LiveAnswer } from '../../live/answer';
import { coachPicture, coachSound, patience } from './coach';

const day = { mean: 0.5, spread: 0.6 };
const face = (box: Box, inView = 1): LiveAnswer => ({
  kind: 'recognised',
  label: 'wink',
  probability: 1,
  guesses: [],
  at: 0,
  box,
  inView,
});
const centred = { x: 0.3, y: 0.3, width: 0.4, height: 0.4 };

test('a face in the middle is well in view', () => {
  expect(coachPicture(face(centred), day, true)).toBe('good');
  expect(coachPicture(face(centred, 2), day, true)).toBe('several');
});

// The picture is not mirrored: who stands at its left side sees themselves at the right one and has to go left.
test('who is off the middle is told where to go, as seen in a mirror', () => {
  expect(coachPicture(face({ ...centred, x: 0 }), day, true)).toBe('left');
  expect(coachPicture(face({ ...centred, x: 0.6 }), day, true)).toBe('right');
  expect(coachPicture(face({ ...centred, y: 0.6 }), day, true)).toBe('up');
});

test('far, near, nobody and the dark', () => {
  expect(coachPicture(face({ x: 0.45, y: 0.45, width: 0.1, height: 0.1 }), day, true)).toBe('closer');
  expect(coachPicture(face({ x: 0, y: 0, width: 0.9, height: 0.9 }), day, true)).toBe('back');
  expect(coachPicture({ kind: 'nothing', at: 0 }, day, true)).toBe('none');
  expect(coachPicture(face(centred), { mean: 0.1, spread: 0.2 }, true)).toBe('dark');
  expect(coachPicture(face(centred), day, false)).toBeUndefined();
});

test('sounds are too quiet, cut off or good', () => {
  expect(coachSound(-70, 0.001)).toBe('quiet');
  expect(coachSound(-6, 1)).toBe('loud');
  expect(coachSound(-20, 0.4)).toBe('level');
});

test('nothing is said before it has been so for a while', () => {
  const next = patience(1000);
  expect(next('left', 0)).toBeUndefined();
  expect(next('good', 500)).toBeUndefined();
  expect(next('good', 1499)).toBeUndefined();
  expect(next('good', 1500)).toBe('good');
  expect(next('left', 1600)).toBe('good');
});

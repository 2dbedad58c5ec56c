import { expect, test } from 'vitest';
import tokens from './tokens.css?raw';

type Vector = [number, number, number];

const css = tokens.split('[data-theme="light"]')[0] ?? '';

/** Linear light of a colour of a theme. */
function colour(name: string, theme: 'light' | 'dark'): Vector {
  const found = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css);
  const hex = found?.[theme === 'light' ? 1 : 2];
  if (!hex) throw new Error(`There is no colour --${name}.`);
  return [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Vector;
}

// https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
const luminance = ([r, g, b]: Vector) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const contrast = (a: Vector, b: Vector) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

const times = (matrix: Vector[], v: Vector) =>
  matrix.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as Vector;

// Machado, Oliveira, Fernandes 2009, at full severity: how colours look to those who lack a kind of cones.
const SEEN: Record<string, Vector[]> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

// https://bottosson.github.io/posts/oklab/
function oklab(v: Vector): Vector {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    v.map((share) => Math.min(1, Math.max(0, share))) as Vector,
  ).map(Math.cbrt) as Vector;
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  );
}

const distance = (a: Vector, b: Vector) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

const themes = ['light', 'dark'] as const;
const grounds = ['paper', 'raised', 'sunk'];
const categories = Array.from({ length: 8 }, (_, i) => `cat-${i + 1}`);

test.each(themes)('words can be read on every ground (%s)', (theme) => {
  for (const ground of [...grounds, 'accent-wash']) {
    for (const word of ['ink', 'soft', 'accent', 'danger', 'good']) {
      expect(contrast(colour(word, theme), colour(ground, theme)), `${word} on ${ground}`).toBeGreaterThan(
        4.5,
      );
    }
  }
  expect(contrast(colour('on-accent', theme), colour('accent', theme))).toBeGreaterThan(4.5);
});

test.each(themes)('lines and drawings can be seen on every ground (%s)', (theme) => {
  for (const ground of grounds) {
    for (const drawn of ['line', ...categories]) {
      expect(contrast(colour(drawn, theme), colour(ground, theme)), `${drawn} on ${ground}`).toBeGreaterThan(
        3,
      );
    }
  }
});

test.each(themes)('the eight are told apart by whoever lacks a kind of cones (%s)', (theme) => {
  for (const [who, matrix] of Object.entries(SEEN)) {
    const seen = categories.map((name) => oklab(times(matrix, colour(name, theme))));
    seen.forEach((a, i) => {
      for (const b of seen.slice(i + 1)) expect(distance(a, b), `${who} ${i + 1}`).toBeGreaterThan(0.075);
    });
  }
});

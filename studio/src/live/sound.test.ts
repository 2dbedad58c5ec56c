import { expect, test } from 'vitest';
import { decibels, peaks, s16le, wav } from './sound';

test('a file of sound says how long it is and how fast, and cuts off what is too loud', async () => {
  const bytes = new DataView(await wav(Float32Array.of(0, 0.5, -2), 8000).arrayBuffer());
  expect(bytes.byteLength).toBe(50);
  expect(bytes.getUint32(4, true)).toBe(42);
  expect(bytes.getUint32(24, true)).toBe(8000);
  expect([44, 46, 48].map((at) => bytes.getInt16(at, true))).toEqual([0, 16_384, -32_767]);
  expect(new Int16Array(s16le(Float32Array.of(1)))[0]).toBe(32_767);
});

test('the loudest of each stretch is drawn', () => {
  expect(peaks(Float32Array.of(0.1, -0.5, 0.25, 0), 2)).toEqual([0.5, 0.25]);
});

test('full scale is no decibel below itself and silence infinitely many', () => {
  expect(decibels(Float32Array.of(1, -1))).toBe(0);
  expect(decibels(Float32Array.of(0, 0))).toBe(-Infinity);
});

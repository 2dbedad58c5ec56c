import { expect, it } from 'vitest';
import { bars } from './bars';
import { wav } from './exampleTune';
import { peaksOf } from './peaks';
import type { Reading } from './reading';
import { clock } from './time';

const reading: Reading = {
  input: 'song.wav',
  durationSeconds: 6,
  tempo: { bpm: 120, confidence: 0.9 },
  beats: [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4],
  downbeats: [0, 2, 4],
  meter: 4,
  key: null,
  chords: [
    { start: 0, end: 1, name: 'C:maj' },
    { start: 1, end: 2.04, name: 'G:7' },
    { start: 2.04, end: 5, name: 'A:min' },
    { start: 5, end: 6, name: 'N' },
  ],
  notes: [],
  sections: [{ start: 0, end: 3.9, label: 'A' }],
  loudness: { integratedLufs: null },
};

it('tells each bar with its chords', () => {
  expect(bars(reading)).toEqual([
    { number: 1, start: 0, section: 'A', chords: ['C', 'G7'] },
    { number: 2, start: 2, section: 'A', chords: ['Am'] },
    { number: 3, start: 4, section: '', chords: ['Am'] },
  ]);
  expect(bars({ ...reading, downbeats: [] }).map((bar) => bar.number)).toEqual([0]);
  expect(bars({ ...reading, downbeats: [1, 3, 5] }).map((bar) => [bar.number, bar.start])).toEqual([
    [0, 0],
    [1, 1],
    [2, 3],
    [3, 5],
  ]);
});

it('draws a waveform by its extremes', () => {
  const peaks = peaksOf([Float32Array.of(0, 1, -1, 0.5), Float32Array.of(0, 0, -1, 0.5)], 2, 2);
  expect(peaks.duration).toBe(2);
  expect([...peaks.low]).toEqual([0, -1]);
  expect([...peaks.high]).toEqual([0.5, 0.5]);
});

it('writes sound as a WAV file', () => {
  const bytes = new Uint8Array(wav(Float32Array.of(0, 1, -2)));
  expect(bytes.length).toBe(50);
  expect(new TextDecoder().decode(bytes.slice(0, 4))).toBe('RIFF');
  expect(new DataView(bytes.buffer).getInt16(48, true)).toBe(-32_767);
});

it('writes times as people do', () => {
  expect([0, 59.99, 60, 3_725].map(clock)).toEqual(['0:00', '0:59', '1:00', '1:02:05']);
});

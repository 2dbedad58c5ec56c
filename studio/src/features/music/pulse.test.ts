import { expect, it } from 'vitest';
import { MOST_FLASHES_PER_SECOND, pulseAt, shownBeats } from './pulse';

const every = (seconds: number, count: number) => Array.from({ length: count }, (_, i) => i * seconds);

it('never shows more than three beats a second', () => {
  for (const bpm of [40, 90, 120, 179, 181, 240, 400, 2000]) {
    const beats = every(60 / bpm, 64);
    const downbeats = beats.filter((_, i) => i % 4 === 0);
    const shown = shownBeats(beats, downbeats);
    for (let i = 1; i < shown.length; i++) {
      expect((shown[i] ?? 0) - (shown[i - 1] ?? 0)).toBeGreaterThanOrEqual(1 / MOST_FLASHES_PER_SECOND);
    }
  }
  const beats = every(0.5, 8);
  expect(shownBeats(beats, [0, 2])).toBe(beats);
});

it('counts within the bar and fades', () => {
  const beats = every(0.5, 9);
  const downbeats = [0.5, 2, 3.5];
  expect(pulseAt(-1, beats, beats, downbeats)).toEqual({ strength: 0, downbeat: false, beatInBar: 0 });
  expect(pulseAt(0, beats, beats, downbeats)).toEqual({ strength: 1, downbeat: false, beatInBar: 0 });
  expect(pulseAt(0.5, beats, beats, downbeats)).toEqual({ strength: 1, downbeat: true, beatInBar: 1 });
  expect(pulseAt(1.4, beats, beats, downbeats)).toMatchObject({ downbeat: false, beatInBar: 2, strength: 0 });
  expect(pulseAt(1.5, beats, beats, downbeats).beatInBar).toBe(3);
  expect(pulseAt(2, beats, beats, downbeats)).toMatchObject({ downbeat: true, beatInBar: 1 });
});

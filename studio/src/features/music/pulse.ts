import { lastAtMost } from './timeline';

/** How strongly the beat is felt at a moment, for eyes and hands. */
export interface Pulse {
  /** 1 on the beat, fading to 0 before the next. */
  readonly strength: number;
  readonly downbeat: boolean;
  /** Counted from 1 within the bar; 0 before the first bar. */
  readonly beatInBar: number;
}

/** Nothing may flash more often: three times a second is the limit of WCAG 2.3.1. */
export const MOST_FLASHES_PER_SECOND = 3;

const STILL: Pulse = { strength: 0, downbeat: false, beatInBar: 0 };
const SAME_MOMENT = 0.05;
const FADE_SECONDS = 0.35;

/**
 * The beats that may be shown without flashing too often: all of them, or where they are too fast, bars, or every other
 * bar.
 */
export function shownBeats(beats: readonly number[], downbeats: readonly number[]): readonly number[] {
  for (const candidate of [beats, downbeats, downbeats.filter((_, index) => index % 2 === 0)]) {
    if (slowEnough(candidate)) {
      return candidate;
    }
  }
  return [];
}

function slowEnough(times: readonly number[]): boolean {
  return times.every(
    (time, index) => index === 0 || time - (times[index - 1] ?? 0) >= 1 / MOST_FLASHES_PER_SECOND,
  );
}

export function pulseAt(
  seconds: number,
  shown: readonly number[],
  beats: readonly number[],
  downbeats: readonly number[],
): Pulse {
  const index = lastAtMost(shown, seconds);
  const beat = shown[index];
  if (beat === undefined) {
    return STILL;
  }
  const bar = downbeats[lastAtMost(downbeats, beat + SAME_MOMENT)];
  const first = bar === undefined ? -1 : lastAtMost(beats, bar + SAME_MOMENT);
  const now = lastAtMost(beats, beat + SAME_MOMENT);
  return {
    strength: Math.max(0, 1 - (seconds - beat) / FADE_SECONDS),
    downbeat: bar !== undefined && Math.abs(bar - beat) < SAME_MOMENT,
    beatInBar: bar === undefined ? 0 : now - first + 1,
  };
}

/** Milliseconds of vibration for a beat: a bar's first is felt longer. */
export function vibration(downbeat: boolean): number {
  return downbeat ? 60 : 25;
}

import { chordSymbol } from './harmony';
import type { Reading } from './reading';

/** One bar in words. */
export interface BarRow {
  number: number;
  start: number;
  section: string;
  /** Each chord once where it begins, or goes on from the bar before. */
  chords: string[];
}

const ACROSS = 0.08;

/** The bars of a piece with what is heard in each; bar 0 is what comes before the first, or all where no bars are heard. */
export function bars(reading: Reading): BarRow[] {
  const before = (reading.downbeats[0] ?? Infinity) > ACROSS;
  const starts = before ? [0, ...reading.downbeats] : reading.downbeats;
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? reading.durationSeconds;
    const heard = reading.chords.filter((chord) => chord.start < end - ACROSS && chord.end > start + ACROSS);
    const section = reading.sections.find((one) => one.start <= start + ACROSS && start + ACROSS < one.end);
    return {
      number: before ? i : i + 1,
      start,
      section: section?.label ?? '',
      chords: heard.map((chord) => chordSymbol(chord.name)).filter((symbol) => symbol !== ''),
    };
  });
}

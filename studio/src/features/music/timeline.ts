/** A stretch of the recording laid over a width in pixels. */
export interface Timeline {
  readonly start: number;
  readonly end: number;
  readonly width: number;
}

export function xOf(timeline: Timeline, seconds: number): number {
  return ((seconds - timeline.start) / (timeline.end - timeline.start)) * timeline.width;
}

export function secondsAt(timeline: Timeline, x: number): number {
  return timeline.start + (x / timeline.width) * (timeline.end - timeline.start);
}

/**
 * The window that follows the playhead: the playhead stands at a third of it, but the window never leaves the recording.
 *
 * @param visible length of the window in seconds
 */
export function following(playhead: number, visible: number, duration: number, width: number): Timeline {
  const length = Math.min(visible, duration);
  const start = Math.max(0, Math.min(playhead - length / 3, duration - length));
  return { start, end: start + length, width };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Those of a list in order of start that can be seen; found without looking at all where spans do not overlap. */
export function visible<T extends Span>(spans: readonly T[], timeline: Timeline): readonly T[] {
  return spans.filter((span) => span.end > timeline.start && span.start < timeline.end);
}

/** @returns the last index whose value is at most the one sought, or -1 */
export function lastAtMost(sorted: readonly number[], sought: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) <= sought) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

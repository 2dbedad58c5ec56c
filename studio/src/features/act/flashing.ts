import { store } from '../../ui/store';

/** Between the beginnings of two flashes: two a second, which is below the three that may bring on a seizure (WCAG 2.3.1). */
export const APART_MILLIS = 500;
const LIT_MILLIS = 200;
const STILL_MILLIS = 2_000;
/** No flash is waited for longer than this; what comes on top is left out. */
const LATEST_MILLIS = 2_000;

/** What stands over the page. */
export type Flash =
  | { kind: 'none' }
  | { kind: 'lit'; words: string }
  /** Where things may not move: a frame that stands still for a while. */
  | { kind: 'still'; words: string };

/**
 * When flashes begin, so that there are never more than three in a second, whoever asks for them.
 *
 * @param last when the last one that was promised begins
 * @param now in milliseconds
 */
export function onsets(last: number, now: number, times: number): number[] {
  const found: number[] = [];
  for (let next = Math.max(now, last + APART_MILLIS); found.length < times; next += APART_MILLIS) {
    if (next - now > LATEST_MILLIS) break;
    found.push(next);
  }
  return found;
}

/** What is shown over the page now. */
export const flash = store<Flash>({ kind: 'none' });

let last = Number.NEGATIVE_INFINITY;
let timers: ReturnType<typeof setTimeout>[] = [];

/** Lights the whole page up, or frames it where things may not move. */
export function flashTimes(times: number, words: string, mayMove: boolean) {
  const now = performance.now();
  const show = (next: Flash, at: number) => timers.push(setTimeout(() => flash.set(next), at - now));
  if (!mayMove) {
    stopFlashing();
    flash.set({ kind: 'still', words });
    show({ kind: 'none' }, now + STILL_MILLIS);
    return;
  }
  for (const at of onsets(last, now, times)) {
    show({ kind: 'lit', words }, at);
    show({ kind: 'none' }, at + LIT_MILLIS);
    last = at;
  }
}

export function stopFlashing() {
  for (const timer of timers) clearTimeout(timer);
  timers = [];
  flash.set({ kind: 'none' });
}

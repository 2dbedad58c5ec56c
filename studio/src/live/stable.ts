import type { LiveAnswer } from './answer';

/** An answer that has been the same for a while: a label, unknown, or nothing. */
export interface Stable {
  kind: LiveAnswer['kind'];
  /** Empty for unknown and nothing. */
  label: string;
  since: number;
}

export const STABLE_MILLIS = 1_000;

/** How much of the time it may be something else in between: single pictures are misjudged. */
const MOST = 0.75;

/**
 * Says when an answer has been the same for most of a second, so that it can be read out: never faster than speech.
 *
 * @param millis how long is long enough
 */
export function stability(millis = STABLE_MILLIS) {
  let recent: { kind: LiveAnswer['kind']; label: string; at: number }[] = [];
  let begun: number | undefined;
  let told: Stable | undefined;
  return (answer: LiveAnswer): Stable | undefined => {
    const { kind, at } = answer;
    const label = kind === 'recognised' ? answer.label : '';
    begun ??= at;
    recent = [...recent.filter((one) => one.at >= at - millis), { kind, label, at }];
    const same = recent.filter((one) => one.kind === kind && one.label === label);
    const settled = at - begun >= millis && same.length >= MOST * recent.length;
    if (settled && (told?.kind !== kind || told.label !== label)) {
      told = { kind, label, since: same[0]?.at ?? at };
    }
    return told;
  };
}

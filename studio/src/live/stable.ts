import type { LiveAnswer } from './answer';

/** An answer that has been the same for a while: a label, unknown, or nothing. */
export interface Stable {
  kind: LiveAnswer['kind'];
  /** Empty for unknown and nothing. */
  label: string;
  since: number;
}

export const STABLE_MILLIS = 1_000;

/**
 * Says when an answer has been the same for a second, so that it can be read out: never faster than speech.
 *
 * @param millis how long is long enough
 */
export function stability(millis = STABLE_MILLIS) {
  let current: Stable | undefined;
  let told: Stable | undefined;
  return (answer: LiveAnswer): Stable | undefined => {
    const label = answer.kind === 'recognised' ? answer.label : '';
    if (current === undefined || current.kind !== answer.kind || current.label !== label) {
      current = { kind: answer.kind, label, since: answer.at };
    }
    if (answer.at - current.since >= millis) told = current;
    return told;
  };
}

import type { LiveAnswer, LiveEvent } from '../../live/answer';
import type { Rule } from './rule';

/** After so long without an answer, what was seen before counts no more. */
const GAP_MILLIS = 2_000;
/** An occurrence is over when the level is so much below what is asked for; flickering around it is one occurrence. */
const OVER = 0.85;

/** How a rule stands; `level` is the smoothed probability of its label. */
export type RuleState =
  /** The label is not seen. */
  | { kind: 'away'; level: number; at: number; restUntil: number }
  /** It is seen since a moment, not yet for long enough. */
  | { kind: 'seen'; since: number; level: number; at: number; restUntil: number }
  /** It was seen for long enough; what comes now is still the same occurrence. */
  | { kind: 'spent'; level: number; at: number; restUntil: number };

/** That a rule did something, and why. */
export interface Fired {
  rule: Rule;
  /** How sure it was. */
  probability: number;
  /** How long it had been seen. */
  heldMillis: number;
  at: number;
}

interface Step {
  state: RuleState;
  fired?: Fired;
}

export const AT_FIRST: RuleState = { kind: 'away', level: 0, at: Number.NEGATIVE_INFINITY, restUntil: 0 };

/** How probable a label is in an answer; what is unknown, or nothing, is no label. */
export function probabilityOf(label: string, answer: LiveAnswer): number {
  if (answer.kind !== 'recognised') return 0;
  if (answer.label === label) return answer.probability;
  return answer.guesses.find((guess) => guess.label === label)?.share ?? 0;
}

/**
 * The next state of a rule after an answer. A label fires once each time it appears: when it has been at least so sure for
 * the dwell time, and the rest after the last time is over. Time is measured, answers are not counted, so that it makes no
 * difference how many come in a second.
 *
 * @param probability of the rule's label
 * @param at in milliseconds, never before the state's
 */
export function step(rule: Rule, before: RuleState, probability: number, at: number): Step {
  const passed = at - before.at;
  const state = passed > GAP_MILLIS ? { ...AT_FIRST, restUntil: before.restUntil } : before;
  const level = smoothed(state.level, probability, passed, rule.smoothMillis);
  const { restUntil } = state;
  if (state.kind === 'spent' && level >= rule.confidence * OVER) {
    return { state: { kind: 'spent', level, at, restUntil } };
  }
  if (Math.min(level, probability) < rule.confidence) {
    const flickers = state.kind === 'seen' && level >= rule.confidence;
    return { state: flickers ? { ...state, level, at } : { kind: 'away', level, at, restUntil } };
  }
  const since = state.kind === 'seen' ? state.since : at;
  if (at - since < rule.dwellMillis) return { state: { kind: 'seen', since, level, at, restUntil } };
  // What appears during the rest and stays is the same occurrence: it is passed over, not saved for later.
  if (at < restUntil) return { state: { kind: 'spent', level, at, restUntil } };
  return {
    state: { kind: 'spent', level, at, restUntil: at + rule.restMillis },
    fired: { rule, probability: Math.min(level, probability), heldMillis: at - since, at },
  };
}

/** An average that weighs the past less the longer ago it is, by time and not by how many answers came. */
function smoothed(level: number, probability: number, passed: number, smoothMillis: number): number {
  if (smoothMillis <= 0) return probability;
  return probability + (level - probability) * Math.exp(-Math.min(passed, GAP_MILLIS) / smoothMillis);
}

/** The next state of a rule after a stream told that something happened, once. */
export function occur(rule: Rule, before: RuleState, event: LiveEvent): Step {
  if (event.label !== rule.label || event.probability < rule.confidence || event.at < before.restUntil) {
    return { state: before };
  }
  return {
    state: { ...before, restUntil: event.at + rule.restMillis },
    fired: { rule, probability: event.probability, heldMillis: 0, at: event.at },
  };
}

/** How far a rule is from firing, from 0 to 1. */
export function nearness(rule: Rule, state: RuleState): number {
  switch (state.kind) {
    case 'away':
      return 0;
    case 'spent':
      return 1;
    case 'seen':
      return rule.dwellMillis === 0 ? 1 : Math.min(1, (state.at - state.since) / rule.dwellMillis);
  }
}

/** Rules and how they stand. A rule that is changed or was off begins anew, its rest excepted. */
export class Engine {
  private readonly states = new Map<string, { rule: Rule; state: RuleState }>();

  /** How a rule stands. */
  stateOf(rule: Rule): RuleState {
    const known = this.states.get(rule.id);
    if (known?.rule === rule) return known.state;
    return { ...AT_FIRST, restUntil: known?.state.restUntil ?? 0 };
  }

  /** What fires on an answer. */
  answer(rules: Rule[], answer: LiveAnswer): Fired[] {
    return this.each(rules, (rule, state) => step(rule, state, probabilityOf(rule.label, answer), answer.at));
  }

  /** What fires on something that happened. */
  event(rules: Rule[], event: LiveEvent): Fired[] {
    return this.each(rules, (rule, state) => occur(rule, state, event));
  }

  private each(rules: Rule[], next: (rule: Rule, state: RuleState) => Step): Fired[] {
    const fired: Fired[] = [];
    for (const rule of rules) {
      if (!rule.on) continue;
      const result = next(rule, this.stateOf(rule));
      this.states.set(rule.id, { rule, state: result.state });
      if (result.fired) fired.push(result.fired);
    }
    return fired;
  }

  /** Begins anew, as after a pause; rests go on. */
  reset() {
    for (const [id, { rule, state }] of this.states) {
      this.states.set(id, { rule, state: { ...AT_FIRST, restUntil: state.restUntil } });
    }
  }
}

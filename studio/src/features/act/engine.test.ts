import { describe, expect, test } from 'vitest';
import type { LiveAnswer } from '../../live/answer';
import { Engine, type Fired, probabilityOf } from './engine';
import { newRule, type Rule } from './rule';

const seen = (probability: number, at: number, label = 'wink'): LiveAnswer => ({
  kind: 'recognised',
  label,
  probability,
  guesses: [
    { label, share: probability },
    { label: 'blink', share: 1 - probability },
  ],
  at,
});

const rule = (more: Partial<Rule> = {}) =>
  newRule('wink', [], { confidence: 0.8, dwellMillis: 300, restMillis: 0, smoothMillis: 0, ...more });

/** What a rule does with a signal, looked at so many times a second. */
function watch(
  watched: Rule,
  signal: (at: number) => number,
  millis: number,
  perSecond: number,
  engine = new Engine(),
) {
  const fired: Fired[] = [];
  for (let at = 0; at <= millis; at += 1000 / perSecond) {
    fired.push(...engine.answer([watched], seen(signal(at), at)));
  }
  return fired;
}

/** Numbers from 0 to 1 that are the same for a seed. */
function seeded(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('a label that is seen', () => {
  test('fires when it has been seen for the dwell time, once', () => {
    const fired = watch(rule(), (at) => (at >= 1000 && at < 3000 ? 0.9 : 0.1), 4000, 20);
    expect(fired).toHaveLength(1);
    expect(fired[0]?.at).toBe(1300);
    expect(fired[0]).toMatchObject({ probability: 0.9, heldMillis: 300 });
  });

  test('fires at once where no time is asked for', () => {
    const fired = watch(rule({ dwellMillis: 0 }), (at) => (at >= 1000 ? 0.9 : 0.1), 2000, 10);
    expect(fired.map((each) => each.at)).toEqual([1000]);
  });

  test('fires again after it was gone', () => {
    const fired = watch(rule(), (at) => (at % 1000 >= 500 ? 0.9 : 0.1), 3000, 20);
    expect(fired.map((each) => each.at)).toEqual([800, 1800, 2800]);
  });

  test('is one occurrence while it flickers a little below what is asked for', () => {
    const fired = watch(rule(), (at) => (Math.floor(at / 500) % 2 === 0 ? 0.9 : 0.72), 5000, 20);
    expect(fired).toHaveLength(1);
  });

  test('that is too short does nothing', () => {
    expect(watch(rule(), (at) => (at % 1000 < 250 ? 0.95 : 0.1), 5000, 30)).toEqual([]);
  });

  test('that appears while a rule rests, and stays, is passed over', () => {
    const signal = (at: number) => (at < 500 || (at >= 1000 && at < 4000) ? 0.9 : 0.1);
    expect(watch(rule({ restMillis: 2000 }), signal, 5000, 20).map((each) => each.at)).toEqual([300]);
  });

  test('counts for nothing after answers stayed away', () => {
    const engine = new Engine();
    const watched = rule({ dwellMillis: 1000 });
    engine.answer([watched], seen(0.9, 0));
    engine.answer([watched], seen(0.9, 900));
    expect(engine.answer([watched], seen(0.9, 4000))).toEqual([]);
    expect(engine.answer([watched], seen(0.9, 5000))).toHaveLength(1);
  });

  test('is not seen in what is unknown, or in nothing', () => {
    const unknown: LiveAnswer = { ...seen(0.99, 0), kind: 'unknown' } as LiveAnswer;
    expect(probabilityOf('wink', unknown)).toBe(0);
    expect(probabilityOf('wink', { kind: 'nothing', at: 0 })).toBe(0);
    expect(probabilityOf('blink', seen(0.7, 0))).toBeCloseTo(0.3);
    expect(probabilityOf('smile', seen(0.7, 0))).toBe(0);
  });
});

test('one frame that is wrong does nothing where answers are smoothed', () => {
  const blip = (at: number) => (at === 1000 ? 0.99 : 0.02);
  expect(watch(rule({ dwellMillis: 0, smoothMillis: 300 }), blip, 3000, 20)).toEqual([]);
});

test('a rule that is off, or was changed meanwhile, begins anew', () => {
  const engine = new Engine();
  const first = rule();
  engine.answer([first], seen(0.9, 0));
  const changed = { ...first, confidence: 0.85 };
  expect(engine.answer([changed], seen(0.9, 400))).toEqual([]);
  expect(engine.answer([{ ...changed, on: false }], seen(0.9, 800))).toEqual([]);
  expect(engine.stateOf(changed).kind).toBe('seen');
});

describe('something that happened', () => {
  const rang = (at: number, probability = 0.9) => ({ label: 'doorbell', probability, at });
  const bell = newRule('doorbell', [], { confidence: 0.7, restMillis: 5000 });

  test('fires once, if it is sure enough and the rest is over', () => {
    const engine = new Engine();
    const fired = [rang(0, 0.6), rang(1000), rang(5999), rang(6000)].map(
      (e) => engine.event([bell], e).length,
    );
    expect(fired).toEqual([0, 1, 0, 1]);
  });

  test('of another label is nothing to a rule', () => {
    expect(new Engine().event([bell], { label: 'dog', probability: 1, at: 0 })).toEqual([]);
  });
});

/** A signal that is high for a while, low for a while, and so on, and where it is high. */
function randomSignal(random: () => number) {
  const spans: { from: number; until: number; level: number }[] = [];
  let at = 0;
  while (at < 60_000) {
    const until = at + 200 + random() * 4_000;
    spans.push({ from: at, until, level: spans.length % 2 === 0 ? random() * 0.4 : 0.85 + random() * 0.14 });
    at = until;
  }
  return { spans, at: (t: number) => spans.find((span) => t < span.until)?.level ?? 0 };
}

describe.each([1, 2, 3, 4, 5, 6, 7, 8])('whatever the signal (seed %i)', (seed) => {
  const random = seeded(seed);
  const watched = rule({
    confidence: 0.6 + random() * 0.2,
    dwellMillis: Math.round(random() * 1_000),
    restMillis: Math.round(random() * 3_000),
    smoothMillis: Math.round(random() * 400),
  });

  test('it fires never below the confidence, never within the rest, once for each occurrence', () => {
    const noise = seeded(seed + 100);
    const signal = randomSignal(random);
    // Between 5 and 60 answers a second, unevenly.
    const engine = new Engine();
    const fired: Fired[] = [];
    for (let at = 0; at < 60_000; at += 16 + noise() * 184) {
      const told = Math.min(1, Math.max(0, signal.at(at) + (noise() - 0.5) * 0.1));
      const found = engine.answer([watched], seen(told, at));
      if (found.length > 0) expect(told).toBeGreaterThanOrEqual(watched.confidence);
      fired.push(...found);
    }
    expect(fired.length).toBeGreaterThan(0);
    fired.forEach((each, i) => {
      expect(each.probability).toBeGreaterThanOrEqual(watched.confidence);
      expect(each.heldMillis).toBeGreaterThanOrEqual(watched.dwellMillis);
      const before = fired[i - 1];
      if (!before) return;
      expect(each.at - before.at).toBeGreaterThanOrEqual(watched.restMillis);
      const low = signal.spans.some(
        (span) => span.level < 0.5 && span.from < each.at && span.until > before.at,
      );
      expect(low).toBe(true);
    });
  });

  test('it does the same however many answers come in a second', () => {
    const clear = { ...watched, restMillis: 0 };
    // Long enough on and off for every setting: as many fire as there are occurrences.
    const on = (at: number) => (at % 5_000 >= 2_500 ? 0.97 : 0.03);
    for (const perSecond of [4, 10, 15, 30, 60]) {
      expect(watch(clear, on, 40_000, perSecond)).toHaveLength(8);
    }
  });

  test('an answer that says what was just said changes nothing', () => {
    const signal = randomSignal(random);
    const often = new Engine();
    const seldom = new Engine();
    const [many, few]: [number[], number[]] = [[], []];
    for (let at = 0; at < 60_000; at += 50) {
      // The level of a stretch of 200 ms is that of its end.
      const level = signal.at(Math.ceil(at / 200) * 200);
      many.push(...often.answer([watched], seen(level, at)).map((each) => each.at));
      if (at % 200 === 0) few.push(...seldom.answer([watched], seen(level, at)).map((each) => each.at));
    }
    expect(Math.abs(many.length - few.length)).toBeLessThanOrEqual(1);
    expect(
      few.filter((at) => many.some((other) => Math.abs(other - at) <= 400)).length,
    ).toBeGreaterThanOrEqual(few.length - 1);
  });
});

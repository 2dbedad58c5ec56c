import { type Deed, MOST_DEEDS, MOST_RULES, RANGES, type Range, type Rule, SHAKES, TONES } from './rule';

const KEPT = 'insula.rules.';
const FORM = 'insula-rules';
const LONGEST = 500;

type Json = Record<string, unknown>;

/** Rules as a file, which `readRules` reads. */
export function writeRules(rules: Rule[]): string {
  return `${JSON.stringify({ form: FORM, version: 1, rules }, null, 2)}\n`;
}

/** The rules of a file; undefined if it is none of ours. What a rule lacks is filled in, and bounds are kept. */
export function readRules(text: string): Rule[] | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(json) || json.form !== FORM || json.version !== 1 || !Array.isArray(json.rules))
    return undefined;
  return json.rules.slice(0, MOST_RULES).flatMap((each) => rule(each) ?? []);
}

/** The rules of a project that this browser keeps. */
export function keptRules(project: string): Rule[] {
  return readRules(localStorage.getItem(KEPT + project) ?? '') ?? [];
}

export function keepRules(project: string, rules: Rule[]) {
  localStorage.setItem(KEPT + project, writeRules(rules));
}

function isObject(json: unknown): json is Json {
  return json !== null && typeof json === 'object' && !Array.isArray(json);
}

const text = (json: unknown) => (typeof json === 'string' ? json.slice(0, LONGEST) : undefined);

function within(json: unknown, least: number, most: number, otherwise: number): number {
  const number = typeof json === 'number' && Number.isFinite(json) ? json : otherwise;
  return Math.min(most, Math.max(least, number));
}

const ranged = (json: Json, name: Range, otherwise: number) =>
  within(json[name], RANGES[name].least, RANGES[name].most, otherwise);

const whole = (json: unknown, least: number, most: number, otherwise: number) =>
  Math.round(within(json, least, most, otherwise));

function oneOf<T extends string>(all: readonly T[], json: unknown): T {
  return all.find((each) => each === json) ?? (all[0] as T);
}

function rule(json: unknown): Rule | undefined {
  if (!isObject(json)) return undefined;
  const label = text(json.label);
  if (label === undefined || label === '' || !Array.isArray(json.deeds)) return undefined;
  return {
    id: text(json.id) || crypto.randomUUID(),
    on: json.on !== false,
    label,
    confidence: ranged(json, 'confidence', 0.8),
    dwellMillis: ranged(json, 'dwellMillis', 300),
    restMillis: ranged(json, 'restMillis', 1_500),
    smoothMillis: ranged(json, 'smoothMillis', 200),
    deeds: json.deeds.slice(0, MOST_DEEDS).flatMap((each) => deed(each) ?? []),
  };
}

function deed(json: unknown): Deed | undefined {
  if (!isObject(json)) return undefined;
  switch (json.kind) {
    case 'key':
      return { kind: 'key', key: text(json.key) || ' ' };
    case 'sound':
      return { kind: 'sound', tone: oneOf(TONES, json.tone) };
    case 'speech':
      return { kind: 'speech', text: text(json.text) ?? '{label}' };
    case 'flash':
      return { kind: 'flash', times: whole(json.times, 1, 3, 2) };
    case 'vibration':
      return { kind: 'vibration', shake: oneOf(SHAKES, json.shake) };
    case 'webhook':
      return { kind: 'webhook', address: text(json.address) ?? '' };
    case 'midi':
      return {
        kind: 'midi',
        message: json.message === 'control' ? 'control' : 'note',
        channel: whole(json.channel, 1, 16, 1),
        number: whole(json.number, 0, 127, 60),
        value: whole(json.value, 0, 127, 100),
      };
    default:
      return undefined;
  }
}

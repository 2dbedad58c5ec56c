/** A tone that a rule plays. */
export const TONES = ['chime', 'bell', 'low', 'tick'] as const;
export type Tone = (typeof TONES)[number];

/** How long a device shakes. */
export const SHAKES = ['short', 'long', 'twice'] as const;
export type Shake = (typeof SHAKES)[number];

/** What a rule does; one more kind is one more line here, in `doing.ts` and in the editor, which the compiler asks for. */
export type Deed =
  /** As `KeyboardEvent.key` names it. */
  | { kind: 'key'; key: string }
  | { kind: 'sound'; tone: Tone }
  /** Spoken; `{label}` stands for what was seen. */
  | { kind: 'speech'; text: string }
  | { kind: 'flash'; times: number }
  | { kind: 'vibration'; shake: Shake }
  | { kind: 'webhook'; address: string }
  /** A note that is held for a moment, or a controller's value; channel 1 to 16, number and value 0 to 127. */
  | { kind: 'midi'; message: 'note' | 'control'; channel: number; number: number; value: number };

export const DEEDS = ['key', 'sound', 'speech', 'flash', 'vibration', 'webhook', 'midi'] as const;

/** When a label is seen so surely for so long, then this happens; and not again for a while. */
export interface Rule {
  id: string;
  on: boolean;
  label: string;
  /** From 0 to 1: how sure at least. */
  confidence: number;
  /** For how long it must be seen, in milliseconds. */
  dwellMillis: number;
  /** For how long nothing more happens after it did, in milliseconds. */
  restMillis: number;
  /** Over about how long answers are averaged, in milliseconds; 0 for not. */
  smoothMillis: number;
  deeds: Deed[];
}

/** What can be set, and how far. */
export const RANGES = {
  confidence: { least: 0.5, most: 0.99, step: 0.01 },
  dwellMillis: { least: 0, most: 5_000, step: 100 },
  restMillis: { least: 0, most: 30_000, step: 500 },
  smoothMillis: { least: 0, most: 2_000, step: 100 },
} as const;

export type Range = keyof typeof RANGES;

export const MOST_RULES = 50;
export const MOST_DEEDS = 7;

/** A deed of each kind, to begin with. */
export function newDeed(kind: Deed['kind']): Deed {
  switch (kind) {
    case 'key':
      return { kind, key: ' ' };
    case 'sound':
      return { kind, tone: 'chime' };
    case 'speech':
      return { kind, text: '{label}' };
    case 'flash':
      return { kind, times: 2 };
    case 'vibration':
      return { kind, shake: 'twice' };
    case 'webhook':
      return { kind, address: '' };
    case 'midi':
      return { kind, message: 'note', channel: 1, number: 60, value: 100 };
  }
}

/** A rule for a label, to begin with. */
export function newRule(label: string, deeds: Deed[], more: Partial<Rule> = {}): Rule {
  return {
    id: crypto.randomUUID(),
    on: true,
    label,
    confidence: 0.8,
    dwellMillis: 300,
    restMillis: 1_500,
    smoothMillis: 200,
    deeds,
    ...more,
  };
}

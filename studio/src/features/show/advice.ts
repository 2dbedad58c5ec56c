import type { Wire } from '../../api/wire';

/** What is known of a version; the document leaves its form open, so that it is read here, once. */
export interface Figures {
  /** The share that was right, each label counted alike. */
  right: number;
  labels: string[];
  confusion: number[][];
  suspects: { input: string; label: string; suggested: string }[];
  skipped: { input: string; error: string }[];
  advice: string[];
}

const list = <T>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);

export function figuresOf(version: Wire<'Version'>): Figures {
  const told = version.figures as Record<string, unknown>;
  return {
    right: typeof told.balancedAccuracy === 'number' ? told.balancedAccuracy : 0,
    labels: list<string>(told.labels),
    confusion: list<number[]>(told.confusion),
    suspects: list(told.suspects),
    skipped: list(told.skipped),
    advice: list<string>(told.advice),
  };
}

/** What would help most next. */
export type Advice =
  | { kind: 'tooFewLabels' }
  | { kind: 'firstOf'; label: string }
  | { kind: 'tooFew'; more: number; label: string }
  | { kind: 'oneGroup' }
  | { kind: 'suspects'; count: number }
  | { kind: 'confused'; label: string; takenFor: string }
  | { kind: 'settle'; more: number; label: string }
  | { kind: 'uneven'; label: string }
  | { kind: 'enough' };

const FEW = 5;
const SOLID = 15;

/** The next step, one at a time. */
export function advise(labels: Wire<'LabelCount'>[], figures: Figures | undefined): Advice {
  if (labels.length < 2) return { kind: 'tooFewLabels' };
  const smallest = labels.reduce((a, b) => (b.examples < a.examples ? b : a));
  if (smallest.examples === 0) return { kind: 'firstOf', label: smallest.label };
  if (smallest.examples < FEW) {
    return { kind: 'tooFew', more: FEW - smallest.examples, label: smallest.label };
  }
  if (!figures) return { kind: 'enough' };
  if (figures.advice.some((sentence) => sentence.includes('share one group'))) return { kind: 'oneGroup' };
  if (figures.suspects.length > 0) return { kind: 'suspects', count: figures.suspects.length };
  const confused = mostConfused(figures);
  if (confused) return confused;
  if (smallest.examples < SOLID) {
    return { kind: 'settle', more: SOLID - smallest.examples, label: smallest.label };
  }
  const largest = Math.max(...labels.map((each) => each.examples));
  return largest >= 5 * smallest.examples ? { kind: 'uneven', label: smallest.label } : { kind: 'enough' };
}

/** The pair with the largest share of a label's examples taken for another, if that is a quarter or more. */
function mostConfused({ confusion, labels }: Figures): Advice | undefined {
  let best = 0.25;
  let found: Advice | undefined;
  confusion.forEach((row, i) => {
    const all = row.reduce((sum, n) => sum + n, 0);
    row.forEach((n, j) => {
      if (i === j || n < 2 || n / all < best) return;
      best = n / all;
      found = { kind: 'confused', label: labels[i] ?? '', takenFor: labels[j] ?? '' };
    });
  });
  return found;
}

import type { Wire } from '../../api/wire';

export type Example = Wire<'Example'>;
export type Evaluation = Wire<'Evaluation'>;

/** An example that is still there, and what was said of it by a model that had not seen it. */
export interface Seen {
  example: Example;
  /** The label that it had when it was taught, as an index. */
  label: number;
  predicted: number;
  probability: number;
  isUnknown: boolean;
  /** The label that it looks like, where its own looks wrong. */
  suggested: number | undefined;
  x: number;
  y: number;
}

export interface LabelFigures {
  label: string;
  examples: number;
  groups: number;
  /** How many of its examples were recognised. */
  found: number;
  /** How many examples were given this label. */
  named: number;
}

/** What was found when a version was taught, as the view shows it. */
export interface Findings {
  version: number;
  created: string;
  labels: string[];
  /** How many examples of the label in the row were taken for the label in the column. */
  confusion: number[][];
  perLabel: LabelFigures[];
  /** The share that was right, each label counted alike. */
  right: number;
  unknown: number;
  ece: number;
  examples: number;
  skipped: number;
  leftOut: number;
  grouping: Evaluation['grouping'];
  reliability: Evaluation['reliability'];
  /** The share of the variance that the map shows. */
  explained: number;
  seen: Seen[];
}

const numbers = (value: unknown): number[] =>
  Array.isArray(value) ? value.map((each) => (typeof each === 'number' ? each : 0)) : [];

/** Joins a version's figures and what was found of each example with the examples that are there now. */
export function findingsOf(version: Wire<'Version'>, evaluation: Evaluation, examples: Example[]): Findings {
  const figures = version.figures as Record<string, unknown>;
  const number = (name: string) => (typeof figures[name] === 'number' ? figures[name] : 0);
  const labels = evaluation.labels;
  const rows = Array.isArray(figures.confusion) ? figures.confusion.map(numbers) : [];
  const confusion = labels.map((_, i) => labels.map((_, j) => rows[i]?.[j] ?? 0));
  const there = new Map(examples.map((example) => [example.id, example]));
  return {
    version: version.version,
    created: version.created,
    labels,
    confusion,
    perLabel: labels.map((label, i) => ({
      label,
      examples: sum(confusion[i] ?? []),
      groups: evaluation.groupsOfLabels[i] ?? 0,
      found: confusion[i]?.[i] ?? 0,
      named: sum(confusion.map((row) => row[i] ?? 0)),
    })),
    right: number('balancedAccuracy'),
    unknown: Math.round(number('unknownRate') * evaluation.examples),
    ece: number('ece'),
    examples: evaluation.examples,
    skipped: evaluation.skipped,
    leftOut: evaluation.leftOut,
    grouping: evaluation.grouping,
    reliability: evaluation.reliability,
    explained: sum(evaluation.explained),
    seen: evaluation.outcomes.flatMap((outcome) => {
      const example = there.get(outcome.example);
      return example ? [seen(example, outcome)] : [];
    }),
  };
}

function seen(example: Example, outcome: Wire<'Outcome'>): Seen {
  const { label, predicted, probability, unknown, suggested, x, y } = outcome;
  return { example, label, predicted, probability, isUnknown: unknown, suggested, x, y };
}

export const sum = (values: number[]) => values.reduce((all, value) => all + value, 0);

/** The label that most of a label's examples are taken for: at least two, or one in ten. */
export function worstConfusion(confusion: number[][]) {
  let worst: { label: number; takenFor: number; count: number; all: number } | undefined;
  confusion.forEach((row, label) => {
    const all = sum(row);
    row.forEach((count, takenFor) => {
      if (label === takenFor || count === 0 || (count < 2 && count / all < 0.1)) return;
      if (!worst || count / all > worst.count / worst.all) worst = { label, takenFor, count, all };
    });
  });
  return worst;
}

/** How often it was right in words: never rounded up to always. */
export type Rightness =
  | { kind: 'always' }
  | { kind: 'ten'; times: number }
  | { kind: 'twenty' }
  | { kind: 'hundred'; times: number };

export function rightness(share: number): Rightness {
  if (share >= 1) return { kind: 'always' };
  const ten = Math.round(share * 10);
  if (ten < 10) return { kind: 'ten', times: ten };
  return share < 0.975 ? { kind: 'twenty' } : { kind: 'hundred', times: Math.floor(share * 100) };
}

/** Whether percentages can be taken at their word; which way they err where they cannot. */
export function trust({ ece, reliability }: Pick<Findings, 'ece' | 'reliability'>) {
  if (ece < 0.05) return 'believe';
  if (ece < 0.12) return 'roughly';
  const excess = sum(reliability.map((bin) => bin.examples * (bin.probability - bin.accuracy)));
  return excess > 0 ? 'tooSure' : 'tooModest';
}

/** The bin that shows it best: the fullest one, or where they err, the one that errs most. */
export function tellingBin(findings: Pick<Findings, 'ece' | 'reliability'>) {
  const weight = (bin: Findings['reliability'][number]) =>
    bin.examples * (trust(findings) === 'believe' ? 1 : Math.abs(bin.accuracy - bin.probability));
  return findings.reliability.filter((bin) => bin.examples > 0).toSorted((a, b) => weight(b) - weight(a))[0];
}

/** What looks mislabelled and was neither mended nor kept; the surest first. */
export function suspects(seen: Seen[], kept: ReadonlySet<string>): Seen[] {
  return seen
    .filter((each) => each.suggested !== undefined && !kept.has(each.example.id))
    .sort((a, b) => b.probability - a.probability);
}

/** What was most surely taken for something else, then what was right by a hair; suspects stand elsewhere. */
export function hardest(seen: Seen[], most: number): Seen[] {
  const isWrong = (each: Seen) => each.label !== each.predicted;
  return seen
    .filter((each) => each.suggested === undefined && (isWrong(each) || each.probability < 0.7))
    .sort(
      (a, b) =>
        Number(isWrong(b)) - Number(isWrong(a)) ||
        (isWrong(a) ? b.probability - a.probability : a.probability - b.probability),
    )
    .slice(0, most);
}

/** The examples behind a cell of the table. */
export function behind(seen: Seen[], label: number, predicted: number): Seen[] {
  return seen
    .filter((each) => each.label === label && each.predicted === predicted)
    .sort((a, b) => (label === predicted ? a.probability - b.probability : b.probability - a.probability));
}

import { type Findings, sum, worstConfusion } from './findings';

/** Something that would help. */
export type Step =
  | { kind: 'suspects'; count: number }
  | { kind: 'oneGroup'; labels: string[] }
  | { kind: 'tooFew'; more: number; label: string }
  | { kind: 'confused'; label: string; takenFor: string }
  | { kind: 'uneven'; label: string; other: string }
  | { kind: 'skipped'; count: number }
  | { kind: 'enough' };

const SOLID = 15;
const MOST = 4;

/** What to do next, the most useful first. */
export function nextSteps(findings: Findings, suspects: number): Step[] {
  const steps: Step[] = [];
  const { perLabel, labels, confusion, grouping, skipped } = findings;
  if (suspects > 0) steps.push({ kind: 'suspects', count: suspects });
  const alone = perLabel.filter((label) => label.groups === 1 && label.examples > 1);
  if (grouping.source !== 'none' && alone.length > 0) {
    steps.push({ kind: 'oneGroup', labels: alone.map(({ label }) => label) });
  }
  const smallest = perLabel.reduce((a, b) => (b.examples < a.examples ? b : a));
  const largest = perLabel.reduce((a, b) => (b.examples > a.examples ? b : a));
  if (smallest.examples < SOLID) {
    steps.push({ kind: 'tooFew', more: SOLID - smallest.examples, label: smallest.label });
  } else if (largest.examples >= 5 * smallest.examples) {
    steps.push({ kind: 'uneven', label: smallest.label, other: largest.label });
  }
  const worst = worstConfusion(confusion);
  if (worst && worst.count >= 2 && worst.count / sum(confusion[worst.label] ?? []) >= 0.2) {
    steps.push({
      kind: 'confused',
      label: labels[worst.label] ?? '',
      takenFor: labels[worst.takenFor] ?? '',
    });
  }
  if (skipped > 0) steps.push({ kind: 'skipped', count: skipped });
  return steps.length === 0 ? [{ kind: 'enough' }] : steps.slice(0, MOST);
}

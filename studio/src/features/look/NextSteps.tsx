import { Link } from 'wouter';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import type { Findings } from './findings';
import { lookWords } from './messages';
import { nextSteps, type Step } from './next';

interface Props {
  project: string;
  findings: Findings;
  /** How many labels still look wrong. */
  suspects: number;
}

/** What would help most. */
export function NextSteps({ project, findings, suspects }: Props) {
  const say = useWords(lookWords);
  const text = useStepText();
  const steps = nextSteps(findings, suspects);
  const isDone = steps[0]?.kind === 'enough';
  return (
    <section aria-labelledby="look-next">
      <h2 id="look-next">{say.next}</h2>
      <ol className="steps">
        {steps.map((step) => (
          <li key={step.kind}>{text(step)}</li>
        ))}
      </ol>
      <Link className="button" href={`/projects/${project}/${isDone ? 'use' : 'show'}`}>
        {isDone ? say.use : say.show}
      </Link>
    </section>
  );
}

function useStepText(): (step: Step) => string {
  const say = useWords(lookWords);
  const { whole, list } = useFormats();
  return (step) => {
    switch (step.kind) {
      case 'suspects':
        return say.suspects(whole(step.count), step.count === 1);
      case 'oneGroup':
        return say.oneGroup(list(step.labels.map(say.quoted)), step.labels.length === 1);
      case 'tooFew':
        return say.tooFew(whole(step.more), step.label);
      case 'confused':
        return say.confused(step.label, step.takenFor);
      case 'uneven':
        return say.uneven(step.label, step.other);
      case 'skipped':
        return say.skipped(whole(step.count), step.count === 1);
      case 'enough':
        return say.enough;
    }
  };
}

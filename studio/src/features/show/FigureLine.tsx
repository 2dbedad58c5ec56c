import { useVersions } from '../../api/queries';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { type Formats, useFormats } from '../../language/numbers';
import { Progress } from '../../ui/Progress';
import { Wrong } from '../../ui/Wrong';
import { useTeachingState } from '../projects/useTeaching';
import { type Advice, advise, type Figures, figuresOf } from './advice';
import { showWords } from './messages';

type Words = ReturnType<typeof useWords<(typeof showWords)['en']>>;

function advice(next: Advice, say: Words, { whole }: Formats): string {
  switch (next.kind) {
    case 'tooFewLabels':
      return say.tooFewLabels;
    case 'firstOf':
      return say.firstOf(next.label);
    case 'tooFew':
      return say.tooFew(whole(next.more), next.label);
    case 'oneGroup':
      return say.oneGroup;
    case 'suspects':
      return say.suspects(whole(next.count), next.count === 1);
    case 'confused':
      return say.confused(next.label, next.takenFor);
    case 'settle':
      return say.settle(whole(next.more), next.label);
    case 'uneven':
      return say.uneven(next.label);
    case 'enough':
      return say.enough;
    default: {
      const none: never = next;
      return none;
    }
  }
}

/** In tenths, as people say it; near ten in hundredths, where the difference counts. */
function howGood({ right }: Figures, say: Words, { whole }: Formats): string {
  if (right > 0.995) return say.rightAlways;
  if (right >= 0.95) return say.rightOfHundred(whole(100 * right));
  const tenths = Math.round(10 * right);
  return say.right(whole(tenths), Math.abs(10 * right - tenths) < 0.05);
}

/** How good it honestly is, in one sentence, and what would help most next, in another. */
export function FigureLine({ project, labels }: { project: Wire<'Project'>; labels: Wire<'LabelCount'>[] }) {
  const say = useWords(showWords);
  const formats = useFormats();
  const newest = useVersions(project.id).data?.at(-1);
  const teaching = useTeachingState();
  const figures = newest && figuresOf(newest);
  const busy = teaching.kind === 'teaching' || teaching.kind === 'waiting';
  return (
    <div className="figure-line">
      <p role="status">
        {figures && <strong>{howGood(figures, say, formats)} </strong>}
        <span className="soft">{advice(advise(labels, figures), say, formats)}</span>
      </p>
      <div className="figure-busy" data-busy={busy || undefined}>
        {busy && (
          <Progress
            label={teaching.kind === 'teaching' ? say.teaching : say.waiting}
            value={teaching.kind === 'teaching' ? teaching.progress : 0}
          />
        )}
      </div>
      {teaching.kind === 'failed' && <Wrong failure={teaching.failure} />}
    </div>
  );
}

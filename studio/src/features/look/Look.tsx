import './look.css';
import { Link } from 'wouter';
import { Problem } from '../../api/problem';
import { useWords } from '../../language/language';
import { Empty } from '../../ui/Empty';
import { Loading } from '../../ui/Loading';
import { useStore } from '../../ui/store';
import { Wrong } from '../../ui/Wrong';
import type { PlaceProps } from '../projects/places';
import { Calibration } from './Calibration';
import { Confusion } from './Confusion';
import { ExampleMap } from './ExampleMap';
import { type Findings, suspects } from './findings';
import { keptOf } from './kept';
import { LabelTable } from './LabelTable';
import { LookAgain } from './LookAgain';
import { lookWords } from './messages';
import { NextSteps } from './NextSteps';
import { Sentence } from './Sentence';
import { useFindings } from './useFindings';
import { useMending } from './useMending';

/** How good the newest version is, and what to mend. */
export default function Look({ project }: PlaceProps) {
  const say = useWords(lookWords);
  const looking = useFindings(project.id);
  switch (looking.kind) {
    case 'loading':
      return <Loading />;
    case 'failed':
      if (looking.failure instanceof Problem && looking.failure.status === 404) {
        return <Empty icon="question">{say.notKept}</Empty>;
      }
      return <Wrong failure={looking.failure} />;
    case 'untaught':
      return (
        <Empty
          icon="question"
          action={
            <Link href={`/projects/${project.id}/show`} className="button">
              {say.toShow}
            </Link>
          }
        >
          {say.empty}
        </Empty>
      );
    case 'found':
      return <Found project={project} findings={looking.findings} />;
  }
}

function Found({ project, findings }: PlaceProps & { findings: Findings }) {
  const mending = useMending(project.id);
  const kept = useStore(keptOf(project.id));
  const wrong = suspects(findings.seen, kept);
  const given = { project, labels: findings.labels, mending };
  return (
    <div className="look">
      <Sentence findings={findings} />
      <NextSteps project={project.id} findings={findings} suspects={wrong.length} />
      <Wrong failure={mending.failure} />
      <Confusion {...given} findings={findings} />
      <LookAgain {...given} findings={findings} suspects={wrong} />
      <LabelTable findings={findings} />
      <Calibration findings={findings} />
      <ExampleMap {...given} findings={findings} />
    </div>
  );
}

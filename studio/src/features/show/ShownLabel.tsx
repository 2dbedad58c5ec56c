import { type KeyboardEvent, useMemo, useState } from 'react';
import { FileTrigger, type Selection } from 'react-aria-components';
import { useExamples } from '../../api/queries';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { senseOf } from '../../live/session';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { Wrong } from '../../ui/Wrong';
import { chosen } from '../projects/found';
import { kindIcon } from '../projects/kinds';
import { ChosenBar } from './ChosenBar';
import { labelled } from './Drops';
import { ExampleGrid } from './ExampleGrid';
import { LabelMenu } from './LabelMenu';
import { showWords } from './messages';
import { uploadsOf } from './uploads';
import { useChanges } from './useChanges';

interface Props {
  project: Wire<'Project'>;
  label: string;
  count: number;
  labels: Wire<'LabelCount'>[];
}

/** The label that is being shown, with its examples, the newest first. */
export function ShownLabel({ project, label, count, labels }: Props) {
  const say = useWords(showWords);
  const { whole } = useFormats();
  const { data, error } = useExamples(project.id, label);
  const newestFirst = useMemo(() => [...(data ?? [])].reverse(), [data]);
  const [selection, select] = useState<Selection>(new Set());
  const chosenOnes =
    selection === 'all' ? newestFirst : newestFirst.filter((example) => selection.has(example.id));
  const changes = useChanges(project.id);
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Delete' && event.key !== 'Backspace') return;
    if (chosenOnes.length > 0) void changes.remove(chosenOnes).then(() => select(new Set()));
  };
  const sense = senseOf(project.kind);
  const hint = {
    camera: say.showCamera,
    microphone: say.showMicrophone,
    motion: say.showMotion,
    keyboard: say.showKeyboard,
  };
  return (
    <section className="shown" aria-labelledby="shown-label" data-label={label} onKeyDown={press}>
      <header className="shown-head">
        <h2 id="shown-label">{label}</h2>
        <span className="soft">{count === 0 ? say.none : say.count(whole(count), count === 1)}</span>
        <FileTrigger
          allowsMultiple
          onSelect={async (list) =>
            list && uploadsOf(project.id).add(labelled((await chosen(list)).files, label))
          }
        >
          <Button look="plain" icon="files">
            {say.files}
          </Button>
        </FileTrigger>
        <LabelMenu project={project} label={label} examples={newestFirst} />
      </header>
      <Wrong failure={error ?? changes.failure} />
      {newestFirst.length === 0 && data !== undefined ? (
        <div className="shown-empty">
          <Icon name={kindIcon(project.kind)} />
          <p>{hint[sense](label)}</p>
        </div>
      ) : (
        <ExampleGrid
          project={project}
          label={label}
          examples={newestFirst}
          selection={selection}
          onSelect={select}
        />
      )}
      {chosenOnes.length > 0 && (
        <ChosenBar
          count={chosenOnes.length}
          labels={labels.map((each) => each.label).filter((name) => name !== label)}
          onMove={(to) => void changes.move(chosenOnes, to).then(() => select(new Set()))}
          onRemove={() => void changes.remove(chosenOnes).then(() => select(new Set()))}
          onNone={() => select(new Set())}
        />
      )}
    </section>
  );
}

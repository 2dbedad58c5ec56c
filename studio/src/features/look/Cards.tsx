import '../show/show.css';
import { useState } from 'react';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { Button, IconButton } from '../../ui/Button';
import { useStore } from '../../ui/store';
import { Thumbnail } from '../show/Thumbnail';
import type { Seen } from './findings';
import { keptOf } from './kept';
import { Mark } from './Mark';
import { lookWords } from './messages';
import type { Mending } from './useMending';

export interface CardsProps {
  project: Wire<'Project'>;
  labels: string[];
  mending: Mending;
  /** What is shown, in this order. */
  seen: Seen[];
  /** What they are, for who does not see that they stand together. */
  title: string;
}

const AT_ONCE = 12;

/** Examples with what was said of them, and what can be done about it. */
export function Cards({ seen, title, ...given }: CardsProps) {
  const say = useWords(lookWords);
  const { whole } = useFormats();
  const [shown, show] = useState(AT_ONCE);
  const more = seen.length - shown;
  return (
    <>
      <ul className="cards" aria-label={title}>
        {seen.slice(0, shown).map((each) => (
          <Card key={each.example.id} {...given} seen={each} />
        ))}
      </ul>
      {more > 0 && (
        <Button look="plain" onPress={() => show(shown + 4 * AT_ONCE)}>
          {say.more(whole(more))}
        </Button>
      )}
    </>
  );
}

/** Moves the focus to the neighbour of a card that is about to go. */
function leave(target: Element) {
  const card = target.closest('li');
  const beside = card?.nextElementSibling ?? card?.previousElementSibling;
  const next = beside?.querySelector<HTMLElement>('button');
  (next ?? target.closest('section')?.querySelector<HTMLElement>('h2, h3'))?.focus();
}

function Card({ project, labels, mending, seen }: Omit<CardsProps, 'seen' | 'title'> & { seen: Seen }) {
  const say = useWords(lookWords);
  const isKept = useStore(keptOf(project.id)).has(seen.example.id);
  const { example } = seen;
  const target = seen.suggested ?? (seen.predicted === seen.label ? undefined : seen.predicted);
  const to = target === undefined ? undefined : labels[target];
  const isMoved = example.label !== labels[seen.label];
  const away = (
    <IconButton
      icon="delete"
      label={say.delete(example.name)}
      onPress={({ target: button }) => {
        leave(button);
        void mending.remove(example);
      }}
    />
  );
  return (
    <li className="card">
      <div className="card-picture">
        <Thumbnail project={project.id} kind={project.kind} example={example} />
      </div>
      <p className="card-name" title={example.name}>
        <Mark label={seen.label} />
        <span>{labels[seen.label]}</span>
        <small>{example.name}</small>
      </p>
      <div className="card-said">
        <Said seen={seen} labels={labels} />
        {!isMoved && to === undefined && away}
      </div>
      {isMoved && <p className="card-state">{say.now(example.label)}</p>}
      {isKept && !isMoved && <p className="card-state">{say.kept}</p>}
      {!isMoved && to !== undefined && (
        <div className="card-actions">
          <Button
            aria-label={say.makeOf(example.name, to)}
            onPress={({ target: button }) => {
              leave(button);
              void mending.relabel(example, to);
            }}
          >
            {say.make(to)}
          </Button>
          {!isKept && (
            <IconButton
              icon="check"
              label={say.keep(example.name)}
              onPress={({ target: button }) => {
                leave(button);
                mending.keep(example);
              }}
            />
          )}
          {away}
        </div>
      )}
    </li>
  );
}

/** What a model said of an example that it had not seen. */
export function useSaid(labels: string[]): (seen: Seen) => string {
  const say = useWords(lookWords);
  const { percent } = useFormats();
  return ({ predicted, probability, isUnknown }) => {
    const label = labels[predicted] ?? '';
    return isUnknown ? say.saysUnknown(label) : say.says(label, percent(probability));
  };
}

function Said({ seen, labels }: { seen: Seen; labels: string[] }) {
  const said = useSaid(labels);
  return <p className={seen.label === seen.predicted ? 'said' : 'said wrong'}>{said(seen)}</p>;
}

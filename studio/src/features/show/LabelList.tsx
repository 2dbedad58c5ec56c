import { type FormEvent, useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { IconButton } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { showWords } from './messages';
import { show } from './showing';

interface Props {
  project: Wire<'Project'>;
  labels: Wire<'LabelCount'>[];
  shown: string | undefined;
}

/** The labels with their counts; the one that is being shown is the only coloured thing. */
export function LabelList({ project, labels, shown }: Props) {
  const say = useWords(showWords);
  const { whole } = useFormats();
  const most = Math.max(15, ...labels.map((each) => each.examples));
  return (
    <section className="label-list" aria-label={say.labels}>
      {labels.length > 0 && (
        <ListBox
          aria-label={say.labels}
          items={labels.map((each) => ({ ...each, id: each.label }))}
          selectionMode="single"
          selectionBehavior="replace"
          disallowEmptySelection
          selectedKeys={shown === undefined ? [] : [shown]}
          onSelectionChange={(keys) => {
            const [key] = keys as Set<string>;
            if (key !== undefined) show(project.id, key);
          }}
        >
          {({ label, examples }) => (
            <ListBoxItem id={label} textValue={label} className="label-row" data-label={label}>
              <span className="label-name">{label}</span>
              <span className="label-count">
                <span aria-hidden="true">{whole(examples)}</span>
                <span className="unseen">
                  {', '}
                  {examples === 0 ? say.none : say.count(whole(examples), examples === 1)}
                </span>
              </span>
              <span className="label-bar" aria-hidden="true">
                <span style={{ transform: `scaleX(${examples / most})` }} />
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      )}
      <NewLabel project={project} isFirst={labels.length === 0} />
    </section>
  );
}

function NewLabel({ project, isFirst }: { project: Wire<'Project'>; isFirst: boolean }) {
  const say = useWords(showWords);
  const [name, type] = useState('');
  const add = (event: FormEvent) => {
    event.preventDefault();
    const label = name.trim();
    if (label === '') return;
    show(project.id, label, true);
    type('');
  };
  return (
    <form className="new-label" onSubmit={add}>
      <Field
        label={say.newLabel}
        placeholder={isFirst ? say.newLabelHint : undefined}
        value={name}
        onChange={type}
        maxLength={200}
        autoFocus={isFirst}
      />
      <IconButton type="submit" icon="add" label={say.add} isDisabled={name.trim() === ''} />
    </form>
  );
}

import { type FormEvent, useState } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { Button, IconButton } from '../../ui/Button';
import { Confirm, Dialog } from '../../ui/Dialog';
import { Field } from '../../ui/Field';
import { showWords } from './messages';
import { show, showingOf } from './showing';
import { useChanges } from './useChanges';

interface Props {
  project: Wire<'Project'>;
  label: string;
  examples: Wire<'Example'>[];
}

type Open = 'nothing' | 'rename' | 'delete';

/** Renames or deletes a label. */
export function LabelMenu({ project, label, examples }: Props) {
  const say = useWords(showWords);
  const { whole } = useFormats();
  const [open, set] = useState<Open>('nothing');
  const changes = useChanges(project.id);
  const showing = showingOf(project.id);
  const forget = () => {
    const { fresh } = showing.get();
    showing.set({ fresh: fresh.filter((name) => name !== label) });
  };
  const rename = (name: string) => {
    set('nothing');
    if (name === '' || name === label) return;
    forget();
    show(project.id, name, true);
    void changes.rename(examples, label, name);
  };
  return (
    <>
      <MenuTrigger>
        <IconButton icon="more" label={say.more} />
        <Popover className="popover">
          <Menu className="menu" aria-label={say.more} onAction={(key) => set(key as Open)}>
            <MenuItem id="rename">{say.rename}</MenuItem>
            <MenuItem id="delete">{say.deleteLabel}</MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      {open === 'rename' && <Rename label={label} onClose={() => set('nothing')} onSave={rename} />}
      <Confirm
        title={say.deleteLabelTitle(label)}
        yes={say.yes}
        no={say.cancel}
        isOpen={open === 'delete'}
        onNo={() => set('nothing')}
        onYes={() => {
          set('nothing');
          forget();
          if (examples.length > 0) void changes.remove(examples);
        }}
      >
        <p>{say.deleteLabelText(whole(examples.length))}</p>
        <p className="soft small">{say.private}</p>
      </Confirm>
    </>
  );
}

function Rename({
  label,
  onClose,
  onSave,
}: {
  label: string;
  onClose: () => void;
  onSave: (name: string) => void;
}) {
  const say = useWords(showWords);
  const [name, type] = useState(label);
  const save = (event: FormEvent) => {
    event.preventDefault();
    onSave(name.trim());
  };
  return (
    <Dialog title={say.rename} isOpen onClose={onClose}>
      <form className="sign-in" onSubmit={save}>
        <Field label={say.name} value={name} onChange={type} maxLength={200} autoFocus />
        <div className="actions">
          <Button onPress={onClose}>{say.cancel}</Button>
          <Button look="main" type="submit">
            {say.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useLocation } from 'wouter';
import { api } from '../../api/client';
import { keys, queries } from '../../api/queries';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { Button, IconButton } from '../../ui/Button';
import { Confirm, Dialog } from '../../ui/Dialog';
import { Field } from '../../ui/Field';
import { notify } from '../../ui/toasts';
import { Wrong } from '../../ui/Wrong';
import { projectWords } from './messages';

type Open = 'nothing' | 'rename' | 'delete';

/** Renames or deletes a project. */
export function ProjectMenu({ project }: { project: Wire<'Project'> }) {
  const say = useWords(projectWords);
  const [open, show] = useState<Open>('nothing');
  const [, go] = useLocation();
  const remove = useMutation({
    mutationFn: () => api.delete('/api/projects/{project}', { path: { project: project.id } }),
    onSuccess: () => {
      notify(say.deleted(project.name));
      queries.removeQueries({ queryKey: keys.project(project.id) });
      void queries.invalidateQueries({ queryKey: keys.projects });
      go('/');
    },
  });
  return (
    <>
      <MenuTrigger>
        <IconButton icon="more" label={say.more} />
        <Popover className="popover">
          <Menu className="menu" aria-label={say.more} onAction={(key) => show(key as Open)}>
            <MenuItem id="rename">{say.rename}</MenuItem>
            <MenuItem id="delete">{say.delete}</MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      {open === 'rename' && <Rename project={project} onClose={() => show('nothing')} />}
      <Confirm
        title={say.deleteTitle(project.name)}
        yes={say.deleteYes}
        no={say.cancel}
        isOpen={open === 'delete'}
        onYes={() => remove.mutate()}
        onNo={() => {
          remove.reset();
          show('nothing');
        }}
      >
        {say.deleteText}
        {remove.error && <Wrong failure={remove.error} />}
      </Confirm>
    </>
  );
}

function Rename({ project, onClose }: { project: Wire<'Project'>; onClose: () => void }) {
  const say = useWords(projectWords);
  const [name, type] = useState(project.name);
  const rename = useMutation({
    mutationFn: () =>
      api.patch('/api/projects/{project}', { path: { project: project.id }, json: { name: name.trim() } }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: keys.projects });
      onClose();
    },
  });
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') rename.mutate();
  };
  return (
    <Dialog title={say.rename} isOpen onClose={onClose}>
      <form onSubmit={save} className="sign-in">
        <Field label={say.name} value={name} onChange={type} maxLength={200} autoFocus />
        <Wrong failure={rename.error} />
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

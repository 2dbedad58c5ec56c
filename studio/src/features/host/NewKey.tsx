import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { api } from '../../api/client';
import { queries } from '../../api/queries';
import { session } from '../../api/session';
import { useWords } from '../../language/language';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Field } from '../../ui/Field';
import { Wrong } from '../../ui/Wrong';
import { hostWords } from './messages';

const ROLES = ['reader', 'teacher', 'admin'] as const;

/** Makes a key and shows it, once. */
export function NewKey({ onClose }: { onClose: () => void }) {
  const say = useWords(hostWords);
  const [name, type] = useState('');
  const [role, choose] = useState<(typeof ROLES)[number]>('reader');
  const [scopes, confine] = useState('');
  const [expires, end] = useState('');
  const make = useMutation({
    mutationFn: () => {
      const names = scopes
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean);
      return api.post('/api/keys', {
        json: {
          name: name.trim(),
          role,
          ...(names.length > 0 ? { scopes: names } : {}),
          ...(expires ? { expires: `${expires}T23:59:59Z` } : {}),
        },
      });
    },
  });
  const done = () => {
    // From the first key on this page needs one too: an admin's own is as good as any.
    if (make.data?.role === 'admin' && session.key() === undefined) session.signIn(make.data.secret);
    void queries.invalidateQueries({ queryKey: ['keys'] });
    onClose();
  };
  if (make.data) {
    const { secret } = make.data;
    return (
      <Dialog title={say.made} isOpen>
        <output className="secret">{secret}</output>
        <div className="actions">
          <Button onPress={() => void navigator.clipboard.writeText(secret).then(() => announce(say.copied))}>
            {say.copy}
          </Button>
          <Button look="main" onPress={done}>
            {say.close}
          </Button>
        </div>
      </Dialog>
    );
  }
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') make.mutate();
  };
  return (
    <Dialog title={say.make} isOpen onClose={onClose}>
      <form className="host-form" onSubmit={save}>
        <Field label={say.name} value={name} onChange={type} maxLength={200} isRequired autoFocus />
        <RadioGroup className="choices" value={role} onChange={(next) => choose(next as typeof role)}>
          <Label>{say.role}</Label>
          {ROLES.map((each) => (
            <Radio key={each} value={each} className="choice">
              {say[each]}
            </Radio>
          ))}
        </RadioGroup>
        <Field label={say.scopes} hint={say.scopesHint} value={scopes} onChange={confine} />
        <Field label={say.expires} type="date" value={expires} onChange={end} />
        <Wrong failure={make.error} />
        <div className="actions">
          <Button onPress={onClose}>{say.cancel}</Button>
          <Button look="main" type="submit">
            {say.make}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

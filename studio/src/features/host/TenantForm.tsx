import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/client';
import { queries } from '../../api/queries';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Field } from '../../ui/Field';
import { Wrong } from '../../ui/Wrong';
import { hostWords } from './messages';

const text = (n: number | null | undefined) => (n === undefined || n === null ? '' : String(n));
const UNBOUNDED = Number.MAX_SAFE_INTEGER;

/** A tenant's name, weight and quotas; a new one without `first`. */
export function TenantForm({ first, onClose }: { first: Wire<'Tenant'> | undefined; onClose: () => void }) {
  const say = useWords(hostWords);
  const [name, type] = useState(first?.name ?? '');
  const [weight, weigh] = useState(text(first?.weight ?? 1));
  const [perMinute, setPerMinute] = useState(text(first?.quotas.requestsPerMinute));
  const [perDay, setPerDay] = useState(text(first?.quotas.computeSecondsPerDay));
  const [storage, setStorage] = useState(text(first?.quotas.storageBytes));
  // A bound that was there before is lifted by one beyond reach: what is left out stays as it is.
  const bound = (written: string, before: number | null | undefined) =>
    written !== '' ? Number(written) : before == null ? undefined : UNBOUNDED;
  const save = useMutation({
    mutationFn: () => {
      const quotas = Object.fromEntries(
        Object.entries({
          requestsPerMinute: bound(perMinute, first?.quotas.requestsPerMinute),
          computeSecondsPerDay: bound(perDay, first?.quotas.computeSecondsPerDay),
          storageBytes: bound(storage, first?.quotas.storageBytes),
        }).filter(([, value]) => value !== undefined),
      );
      const json = { name: name.trim(), weight: Number(weight), quotas };
      return first
        ? api.patch('/api/tenants/{tenant}', { path: { tenant: first.id }, revision: first.revision, json })
        : api.post('/api/tenants', { json });
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['tenants'] });
      onClose();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') save.mutate();
  };
  const numbers = { inputMode: 'numeric', pattern: '[0-9]*' } as const;
  return (
    <Dialog title={first ? first.name : say.addTenant} isOpen onClose={onClose}>
      <form className="host-form" onSubmit={send}>
        <Field label={say.name} value={name} onChange={type} maxLength={200} isRequired autoFocus />
        <Field
          label={say.weight}
          hint={say.weightHint}
          value={weight}
          onChange={weigh}
          {...numbers}
          isRequired
        />
        <Field
          label={say.perMinute}
          hint={say.noBound}
          value={perMinute}
          onChange={setPerMinute}
          {...numbers}
        />
        <Field label={say.perDay} hint={say.noBound} value={perDay} onChange={setPerDay} {...numbers} />
        <Field label={say.storage} hint={say.noBound} value={storage} onChange={setStorage} {...numbers} />
        <Wrong failure={save.error} />
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

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, everything } from '../../api/client';
import { queries } from '../../api/queries';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { Button } from '../../ui/Button';
import { Confirm } from '../../ui/Dialog';
import { Wrong } from '../../ui/Wrong';
import { hostWords } from './messages';
import { NewKey } from './NewKey';
import { Sheet } from './Sheet';

/** The caller's keys: made, listed and revoked. */
export function KeyList({ state }: { state: Wire<'HostState'> }) {
  const say = useWords(hostWords);
  const { date } = useFormats();
  const [making, make] = useState(false);
  const [asked, ask] = useState<Wire<'Key'>>();
  const found = useQuery({
    queryKey: ['keys'],
    queryFn: ({ signal }) =>
      everything((cursor) => api.get('/api/keys', { query: { cursor, limit: 1000 }, signal })),
    enabled: state.you.role === 'admin',
  });
  const revoke = useMutation({
    mutationFn: (key: string) => api.delete('/api/keys/{key}', { path: { key } }),
    onSuccess: () => {
      ask(undefined);
      void queries.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  if (state.you.role !== 'admin') return <p className="soft">{say.forbidden}</p>;
  const standing = (key: Wire<'Key'>) => {
    if (key.revoked) return say.revoked;
    return key.expires && new Date(key.expires) < new Date() ? say.expired : say.good;
  };
  return (
    <>
      <div>
        <Button look="main" icon="add" onPress={() => make(true)}>
          {say.make}
        </Button>
      </div>
      {!state.keysAreNeeded && <p className="soft">{say.firstKey}</p>}
      <Wrong failure={found.error} />
      {(found.data ?? []).length > 0 && (
        <Sheet
          label={say.keys}
          heads={[say.name, say.role, say.scopes, say.expires, say.state, '']}
          rows={(found.data ?? []).map((key) => ({
            key: key.id,
            cells: [
              key.name,
              key.role,
              key.scopes?.join(', ') ?? say.all,
              key.expires ? date(key.expires) : say.never,
              standing(key),
              !key.revoked && (
                <Button
                  key="revoke"
                  look="plain"
                  onPress={() => ask(key)}
                  aria-label={`${say.revoke}: ${key.name}`}
                >
                  {say.revoke}
                </Button>
              ),
            ],
          }))}
        />
      )}
      {making && <NewKey onClose={() => make(false)} />}
      <Confirm
        title={say.revokeTitle(asked?.name ?? '')}
        yes={say.revoke}
        no={say.cancel}
        isOpen={asked !== undefined}
        onYes={() => asked && revoke.mutate(asked.id)}
        onNo={() => ask(undefined)}
      >
        {say.revokeText}
        <Wrong failure={revoke.error} />
      </Confirm>
    </>
  );
}

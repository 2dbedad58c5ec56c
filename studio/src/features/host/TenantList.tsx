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
import { Sheet } from './Sheet';
import { TenantForm } from './TenantForm';

/** Who shares this Insula, with their weights and quotas. */
export function TenantList({ state }: { state: Wire<'HostState'> }) {
  const say = useWords(hostWords);
  const { whole, bytes } = useFormats();
  const [edited, edit] = useState<Wire<'Tenant'> | 'new'>();
  const [asked, ask] = useState<Wire<'Tenant'>>();
  const found = useQuery({
    queryKey: ['tenants'],
    queryFn: ({ signal }) =>
      everything((cursor) => api.get('/api/tenants', { query: { cursor, limit: 1000 }, signal })),
  });
  const remove = useMutation({
    mutationFn: (tenant: Wire<'Tenant'>) =>
      api.delete('/api/tenants/{tenant}', { path: { tenant: tenant.id }, revision: tenant.revision }),
    onSuccess: () => {
      ask(undefined);
      void queries.invalidateQueries({ queryKey: ['tenants'] });
    },
  });
  const bound = (n: number | null | undefined) => (n === undefined || n === null ? '–' : whole(n));
  const may = state.you.isOwner;
  return (
    <>
      {may && (
        <div>
          <Button icon="add" onPress={() => edit('new')}>
            {say.addTenant}
          </Button>
        </div>
      )}
      <Wrong failure={found.error} />
      <Sheet
        label={say.tenants}
        heads={[say.name, say.weight, say.perMinute, say.perDay, say.stored, '']}
        rows={(found.data ?? []).map((tenant) => ({
          key: tenant.id,
          cells: [
            tenant.name,
            whole(tenant.weight),
            bound(tenant.quotas.requestsPerMinute),
            bound(tenant.quotas.computeSecondsPerDay),
            bytes(tenant.storedBytes),
            may && (
              <span key="ways" className="row-ways">
                <Button look="plain" onPress={() => edit(tenant)} aria-label={`${say.edit}: ${tenant.name}`}>
                  {say.edit}
                </Button>
                {tenant.id !== 'owner' && (
                  <Button
                    look="plain"
                    onPress={() => ask(tenant)}
                    aria-label={`${say.remove}: ${tenant.name}`}
                  >
                    {say.remove}
                  </Button>
                )}
              </span>
            ),
          ],
        }))}
      />
      {edited && <TenantForm first={edited === 'new' ? undefined : edited} onClose={() => edit(undefined)} />}
      <Confirm
        title={say.removeTitle(asked?.name ?? '')}
        yes={say.remove}
        no={say.cancel}
        isOpen={asked !== undefined}
        onYes={() => asked && remove.mutate(asked)}
        onNo={() => ask(undefined)}
      >
        {say.removeText}
        <Wrong failure={remove.error} />
      </Confirm>
    </>
  );
}

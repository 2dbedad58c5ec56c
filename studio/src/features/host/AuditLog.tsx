import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { Button } from '../../ui/Button';
import { Wrong } from '../../ui/Wrong';
import { hostWords } from './messages';
import { Sheet } from './Sheet';

const AT_ONCE = 50;

/** What was done and by whom, the newest first, and whether the chain is whole. */
export function AuditLog({ state }: { state: Wire<'HostState'> }) {
  const say = useWords(hostWords);
  const { date } = useFormats();
  const found = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ signal, pageParam }) =>
      api.get('/api/audit', { query: { order: 'newest', cursor: pageParam, limit: AT_ONCE }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    enabled: state.you.role === 'admin',
  });
  const verify = useMutation({ mutationFn: () => api.post('/api/doctor') });
  if (state.you.role !== 'admin') return <p className="soft">{say.forbidden}</p>;
  const entries = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {state.you.isOwner && (
        <div className="row-ways">
          <Button onPress={() => verify.mutate()} isDisabled={verify.isPending}>
            {say.verify}
          </Button>
          <p role="status">
            {verify.data && (verify.data.audit.whole ? say.whole(verify.data.audit.entries) : say.broken)}
          </p>
        </div>
      )}
      <Wrong failure={verify.error ?? found.error} />
      <Sheet
        label={say.log}
        heads={[say.time, say.actor, say.action, say.object]}
        rows={entries.map((entry) => ({
          key: String(entry.sequence),
          cells: [date(entry.time), entry.actor, entry.action, entry.object],
        }))}
      />
      {found.hasNextPage && (
        <div>
          <Button onPress={() => void found.fetchNextPage()}>{say.older}</Button>
        </div>
      )}
    </>
  );
}

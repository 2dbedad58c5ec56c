import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, everything } from '../../api/client';
import { keys, useVersions } from '../../api/queries';
import { type Findings, findingsOf } from './findings';

export type Looking =
  | { kind: 'loading' }
  | { kind: 'untaught' }
  | { kind: 'failed'; failure: unknown }
  | { kind: 'found'; findings: Findings };

/** What was found when the newest version was taught, of the examples that are there now. */
export function useFindings(project: string): Looking {
  const versions = useVersions(project);
  const newest = versions.data?.at(-1);
  const version = newest?.version ?? 0;
  const evaluation = useQuery({
    queryKey: [...keys.versions(project), version, 'evaluation'],
    queryFn: async ({ signal }) => {
      const path = { project, version };
      const found = await api.get('/api/projects/{project}/versions/{version}/evaluation', { path, signal });
      return { version: newest, found };
    },
    enabled: newest !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
  const examples = useQuery({
    queryKey: [...keys.examples(project), 'all'],
    queryFn: ({ signal }) =>
      everything((cursor) =>
        api.get('/api/projects/{project}/examples', {
          path: { project },
          query: { cursor, limit: 1000 },
          signal,
        }),
      ),
  });
  const of = evaluation.data;
  const findings = useMemo(
    () => (of?.version && examples.data ? findingsOf(of.version, of.found, examples.data) : undefined),
    [of, examples.data],
  );
  const failure = versions.error ?? examples.error ?? evaluation.error;
  if (findings) return { kind: 'found', findings };
  if (failure) return { kind: 'failed', failure };
  return versions.data?.length === 0 ? { kind: 'untaught' } : { kind: 'loading' };
}

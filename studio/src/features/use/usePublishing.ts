import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, everything } from '../../api/client';
import { Problem } from '../../api/problem';
import { keys, queries, useAliases, useVersions } from '../../api/queries';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { notify } from '../../ui/toasts';
import { publishWords } from './messages';
import { publicationOf } from './publishing';

type Alias = Wire<'Alias'>;

const VERSION = '/api/projects/{project}/versions/{version}';
const ALIAS = '/api/aliases/{name}';

/** What a project is published as, and everything that changes it; changes can be undone where they say so. */
export function usePublishing(project: Wire<'Project'>) {
  const say = useWords(publishWords);
  const { whole, percent } = useFormats();
  const versions = useVersions(project.id);
  const aliases = useAliases();
  const [chosen, choose] = useState<string>();
  const [failure, fail] = useState<unknown>();
  const [isBusy, busy] = useState(false);

  const attempt = async (work: () => Promise<unknown>) => {
    busy(true);
    try {
      await work();
      fail(undefined);
      return true;
    } catch (problem) {
      fail(problem);
      return false;
    } finally {
      busy(false);
      void queries.invalidateQueries({ queryKey: keys.aliases });
      void queries.invalidateQueries({ queryKey: keys.versions(project.id) });
      void queries.invalidateQueries({ queryKey: keys.models });
    }
  };
  const rollBack = (name: string) => api.post(`${ALIAS}/roll-back`, { path: { name } });
  const remove = (name: string) => api.delete(ALIAS, { path: { name } });
  const undoMove = (alias: Alias) => () =>
    void attempt(async () => {
      await (alias.revision === 1 ? remove(alias.name) : rollBack(alias.name));
    });

  return {
    versions: versions.data ?? [],
    aliases: aliases.data ?? [],
    isLoading: versions.isPending || aliases.isPending,
    failure: failure ?? versions.error ?? aliases.error ?? undefined,
    isBusy,
    publication: publicationOf(project, versions.data ?? [], aliases.data ?? [], chosen),
    choose,

    /** Publishes a version under a name, for all requests or a part of them; says the purpose first where there is one. */
    publish: (version: number, name: string, options: { share?: number; purpose?: string } = {}) =>
      attempt(async () => {
        const { share, purpose } = options;
        if (purpose !== undefined && purpose !== (project.purpose ?? '')) {
          await api.patch('/api/projects/{project}', { path: { project: project.id }, json: { purpose } });
          await queries.invalidateQueries({ queryKey: keys.project(project.id), exact: true });
        }
        const json = share === undefined ? { name } : { name, percent: share };
        const { alias } = await api.post(`${VERSION}/publish`, {
          path: { project: project.id, version },
          json,
        });
        choose(name);
        notify(
          share === undefined
            ? say.published(whole(version), name)
            : say.tried(whole(version), percent(share / 100)),
          undoMove(alias),
        );
      }),
    move: (alias: Alias, split: Alias['split'], done: string) =>
      attempt(async () => {
        const path = { name: alias.name };
        const moved = await api.put(ALIAS, { path, json: { split }, revision: alias.revision });
        notify(done, undoMove(moved));
      }),
    rollBack: (alias: Alias) =>
      attempt(async () => {
        notify(say.backTo(alias.name), undoMove(await rollBack(alias.name)));
      }),
    stop: (alias: Alias) =>
      attempt(async () => {
        await remove(alias.name);
        const again = () => api.put(ALIAS, { path: { name: alias.name }, json: { split: alias.split } });
        notify(say.stopped(alias.name), () => void attempt(again));
      }),
    withdraw: (version: number) =>
      attempt(async () => {
        await api.post(`${VERSION}/withdraw`, { path: { project: project.id, version } });
        notify(say.withdrew(whole(version)));
      }),
    remove: (version: number) =>
      attempt(async () => {
        await api.delete(VERSION, { path: { project: project.id, version } });
        notify(say.deleted(whole(version)));
      }),
  };
}

export type Publishing = ReturnType<typeof usePublishing>;

/** Whether who asks must send a key, and whether this page may make one. */
export type KeyUse = 'unknown' | 'none' | 'mayMake' | 'mayNotMake';

/** Looks whether keys are in use, and makes one that can ask one model. */
export function useKeyFor(model: string) {
  const say = useWords(publishWords);
  const listed = useQuery({
    queryKey: ['keys'],
    queryFn: ({ signal }) =>
      everything((cursor) => api.get('/api/keys', { query: { cursor, limit: 1000 }, signal })),
  });
  const make = useMutation({
    mutationFn: () =>
      api.post('/api/keys', { json: { name: say.keyName(model), role: 'reader', scopes: [model] } }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ['keys'] });
      notify(say.keyMade, () => {
        make.reset();
        void api.delete('/api/keys/{key}', { path: { key: id } });
      });
    },
  });
  const isForbidden = listed.error instanceof Problem && listed.error.status === 403;
  const use: KeyUse = isForbidden
    ? 'mayNotMake'
    : listed.data === undefined
      ? 'unknown'
      : listed.data.length > 0
        ? 'mayMake'
        : 'none';
  return { use, secret: make.data?.secret, make: () => make.mutate(), failure: make.error };
}

import { QueryClient, useQuery } from '@tanstack/react-query';
import { api, everything } from './client';
import { Problem } from './problem';

/** Asks again by itself only where the same question may be answered the next time. */
function worthAnotherTry(count: number, failure: unknown): boolean {
  return count < 3 && failure instanceof Problem && (failure.status === 429 || failure.status === 503);
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: worthAnotherTry, staleTime: 5_000, refetchOnWindowFocus: true, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

/** What is known of the server, by what it is about. */
export const keys = {
  models: ['models'] as const,
  projects: ['projects'] as const,
  project: (id: string) => ['projects', id] as const,
  labels: (id: string) => ['projects', id, 'labels'] as const,
  examples: (id: string) => ['projects', id, 'examples'] as const,
  examplesOf: (id: string, label: string) => ['projects', id, 'examples', label] as const,
  versions: (id: string) => ['projects', id, 'versions'] as const,
  aliases: ['aliases'] as const,
};

const MOST = 1000;

export const useModels = () =>
  useQuery({ queryKey: keys.models, queryFn: ({ signal }) => api.get('/api/models', { signal }) });

export const useProjects = () =>
  useQuery({
    queryKey: keys.projects,
    queryFn: ({ signal }) =>
      everything((cursor) => api.get('/api/projects', { query: { cursor, limit: MOST }, signal })),
  });

export const useProject = (project: string) =>
  useQuery({
    queryKey: keys.project(project),
    queryFn: ({ signal }) => api.get('/api/projects/{project}', { path: { project }, signal }),
  });

export const useLabels = (project: string) =>
  useQuery({
    queryKey: keys.labels(project),
    queryFn: ({ signal }) =>
      everything((cursor) =>
        api.get('/api/projects/{project}/labels', {
          path: { project },
          query: { cursor, limit: MOST },
          signal,
        }),
      ),
  });

/** The examples of a label, the oldest first. */
export const useExamples = (project: string, label: string) =>
  useQuery({
    queryKey: keys.examplesOf(project, label),
    queryFn: ({ signal }) =>
      everything((cursor) =>
        api.get('/api/projects/{project}/examples', {
          path: { project },
          query: { label, cursor, limit: MOST },
          signal,
        }),
      ),
  });

/** The versions of a project, the oldest first. */
export const useVersions = (project: string) =>
  useQuery({
    queryKey: keys.versions(project),
    queryFn: ({ signal }) =>
      everything((cursor) =>
        api.get('/api/projects/{project}/versions', {
          path: { project },
          query: { cursor, limit: MOST },
          signal,
        }),
      ),
  });

export const useAliases = () =>
  useQuery({
    queryKey: keys.aliases,
    queryFn: ({ signal }) =>
      everything((cursor) => api.get('/api/aliases', { query: { cursor, limit: MOST }, signal })),
  });

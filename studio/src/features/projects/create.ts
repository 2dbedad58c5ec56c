import { api, everything } from '../../api/client';
import { Problem } from '../../api/problem';
import { keys, queries } from '../../api/queries';
import type { Wire } from '../../api/wire';

const MOST_TRIES = 200;

/** Makes a project; where its name is taken, it gets a number. */
export async function createProject(name: string, kind: string): Promise<Wire<'Project'>> {
  const all = await everything((cursor) => api.get('/api/projects', { query: { cursor, limit: 1000 } }));
  const taken = new Set(all.map((project) => project.name));
  for (let i = 1; i < MOST_TRIES; i++) {
    const numbered = i === 1 ? name : `${name} ${i}`;
    if (taken.has(numbered)) continue;
    try {
      const project = await api.post('/api/projects', { json: { name: numbered, kind } });
      void queries.invalidateQueries({ queryKey: keys.projects, exact: true });
      return project;
    } catch (failure) {
      // Somebody else took it meanwhile.
      if (!(failure instanceof Problem && failure.status === 409)) throw failure;
    }
  }
  throw new Problem(409, `There are very many projects named ‘${name}’; rename some of them.`);
}

import { api } from '../../api/client';
import { Problem } from '../../api/problem';
import { keys, queries } from '../../api/queries';
import type { Wire } from '../../api/wire';

const MOST_TRIES = 200;

/** Makes a project; where its name is taken, it gets a number. */
export async function createProject(name: string, kind: string): Promise<Wire<'Project'>> {
  for (let i = 1; i < MOST_TRIES; i++) {
    try {
      const project = await api.post('/api/projects', {
        json: { name: i === 1 ? name : `${name} ${i}`, kind },
      });
      void queries.invalidateQueries({ queryKey: keys.projects, exact: true });
      return project;
    } catch (failure) {
      if (!(failure instanceof Problem && failure.status === 409)) throw failure;
    }
  }
  throw new Problem(409, `There are very many projects named ‘${name}’; rename some of them.`);
}

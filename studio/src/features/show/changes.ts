import { api, download } from '../../api/client';
import type { Wire } from '../../api/wire';
import type { Found } from '../projects/found';
import type { Teaching } from '../projects/teaching';
import { contentOf } from './thumbnail';
import { uploadsOf } from './uploads';

type Example = Wire<'Example'>;

const AT_ONCE = 6;

async function each<T>(items: T[], work: (item: T) => Promise<unknown>) {
  const rest = [...items];
  const worker = async () => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Changes of a project's examples, each of which gives back what undoes it. */
export function changesOf(project: string, teaching: Teaching) {
  const relabel = async (moves: { example: Example; label: string }[]) => {
    try {
      await each(moves, ({ example, label }) =>
        api.patch('/api/projects/{project}/examples/{example}', {
          path: { project, example: example.id },
          json: { label },
        }),
      );
    } finally {
      teaching.changed();
    }
  };

  return {
    /** Gives examples another label. */
    move: async (examples: Example[], label: string): Promise<() => void> => {
      await relabel(examples.map((example) => ({ example, label })));
      return () => void relabel(examples.map((example) => ({ example, label: example.label })));
    },

    /** Deletes examples for good; they are kept in this page's memory for as long as it can be undone. */
    remove: async (examples: Example[]): Promise<() => void> => {
      const kept: Found[] = [];
      try {
        await each(examples, async (example) => {
          const file = await download(contentOf(project, example.id));
          await api.delete('/api/projects/{project}/examples/{example}', {
            path: { project, example: example.id },
          });
          kept.push({ file, name: example.name, label: example.label, group: example.group });
        });
      } finally {
        teaching.changed();
      }
      return () => uploadsOf(project).add(kept);
    },
  };
}

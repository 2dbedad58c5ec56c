import { useState } from 'react';
import { address, api, download } from '../../api/client';
import { useWords } from '../../language/language';
import { notify } from '../../ui/toasts';
import { useTeaching } from '../projects/useTeaching';
import type { Example } from './findings';
import { keep } from './kept';
import { lookWords } from './messages';

const ONE = '/api/projects/{project}/examples/{example}';

/** Mends one example at a time; each way can be undone. */
export function useMending(project: string) {
  const say = useWords(lookWords);
  const teaching = useTeaching();
  const [failure, fail] = useState<unknown>();

  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
      fail(undefined);
    } catch (problem) {
      fail(problem);
    }
  };
  const label = (example: Example, to: string) =>
    api
      .patch(ONE, { path: { project, example: example.id }, json: { label: to } })
      .finally(() => teaching.changed());

  return {
    failure,
    relabel: (example: Example, to: string) =>
      attempt(async () => {
        await label(example, to);
        notify(
          say.relabelled(example.name, to),
          () => void attempt(async () => void (await label(example, example.label))),
        );
      }),
    remove: (example: Example) =>
      attempt(async () => {
        const path = { project, example: example.id };
        const content = await download(address(`${ONE}/content`, path));
        await api.delete(ONE, { path });
        teaching.changed();
        const back = async () => {
          const query = { label: example.label, name: example.name, group: example.group };
          await api.post('/api/projects/{project}/examples', { path: { project }, query, body: content });
          teaching.changed();
        };
        notify(say.deleted(example.name), () => void attempt(back));
      }),
    keep: (example: Example) => {
      keep(project, example.id);
      notify(say.keptToast(example.name), () => keep(project, example.id, false));
    },
  };
}

export type Mending = ReturnType<typeof useMending>;

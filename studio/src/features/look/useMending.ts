import { useState } from 'react';
import { useWords } from '../../language/language';
import { notify } from '../../ui/toasts';
import { useTeaching } from '../projects/useTeaching';
import { changesOf } from '../show/changes';
import type { Example } from './findings';
import { keep } from './kept';
import { lookWords } from './messages';

/** Mends one example at a time; each way can be undone. */
export function useMending(project: string) {
  const say = useWords(lookWords);
  const changes = changesOf(project, useTeaching());
  const [failure, fail] = useState<unknown>();
  const tell = async (done: string, work: Promise<() => void>) => {
    try {
      notify(done, await work);
      fail(undefined);
    } catch (problem) {
      fail(problem);
    }
  };
  return {
    failure,
    relabel: (example: Example, to: string) =>
      tell(say.relabelled(example.name, to), changes.move([example], to)),
    remove: (example: Example) => tell(say.deleted(example.name), changes.remove([example])),
    keep: (example: Example) => {
      keep(project, example.id);
      notify(say.keptToast(example.name), () => keep(project, example.id, false));
    },
  };
}

export type Mending = ReturnType<typeof useMending>;

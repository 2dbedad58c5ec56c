import { useState } from 'react';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { notify } from '../../ui/toasts';
import { useTeaching } from '../projects/useTeaching';
import { changesOf } from './changes';
import { showWords } from './messages';

type Example = Wire<'Example'>;

/** Changes of examples that say what they did and can be undone. */
export function useChanges(project: string) {
  const say = useWords(showWords);
  const { whole } = useFormats();
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
    remove: (examples: Example[]) =>
      tell(say.deleted(whole(examples.length), examples.length === 1), changes.remove(examples)),
    move: (examples: Example[], label: string) =>
      tell(say.moved(whole(examples.length), label, examples.length === 1), changes.move(examples, label)),
    rename: (examples: Example[], from: string, to: string) =>
      tell(say.renamed(from, to), changes.move(examples, to)),
  };
}

import { useEffect, useRef, useState } from 'react';
import { api } from '../../api/client';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { useLiveSession } from '../../live/useLive';
import { notify } from '../../ui/toasts';
import { useTeaching } from '../projects/useTeaching';
import { showWords } from '../show/messages';
import { uploadsOf } from '../show/uploads';
import { moment, stamp } from './moment';

const HELD_MILLIS = 350;
const EVERY_MILLIS = 160;
const TAPPED_SECONDS = 2;
const LONGEST_SECONDS = 10;

/** Takes examples of a label: one for a tap; while held, a burst of pictures, or one long sound or movement. */
export function useCapture(project: Wire<'Project'>, label: string | undefined) {
  const live = useLiveSession();
  const added = useAdded(project, label);
  const [count, setCount] = useState(0);
  const held = useRef<
    { since: number; timer: ReturnType<typeof setTimeout>; group: string; taken: number } | undefined
  >(undefined);

  const take = async (group: string | undefined, seconds?: number) => {
    if (label === undefined) return;
    const found = await moment(live, label, group, seconds);
    if (found) {
      added.expect(found.name);
      uploadsOf(project.id).add([found]);
    }
  };

  const burst = () => {
    const now = held.current;
    if (!now) return;
    if (live.sense === 'camera') {
      now.taken++;
      setCount(now.taken);
      void take(now.group);
    }
    now.timer = setTimeout(burst, EVERY_MILLIS);
  };

  return {
    /** How many were taken since it is held. */
    count,
    begin: () => {
      added.begin();
      held.current = {
        since: performance.now(),
        timer: setTimeout(burst, HELD_MILLIS),
        group: `burst ${stamp(new Date())}`,
        taken: 0,
      };
    },
    end: () => {
      const now = held.current;
      if (!now) return;
      held.current = undefined;
      clearTimeout(now.timer);
      setCount(0);
      const seconds = (performance.now() - now.since) / 1000;
      const wasHeld = seconds * 1000 >= HELD_MILLIS;
      if (now.taken === 0)
        void take(undefined, wasHeld ? Math.min(LONGEST_SECONDS, seconds) : TAPPED_SECONDS);
    },
  };
}

/** Says what was added, once for a burst, and can take it back. */
function useAdded(project: Wire<'Project'>, label: string | undefined) {
  const say = useWords(showWords);
  const { whole } = useFormats();
  const teaching = useTeaching();
  const now = useRef<{ ids: string[]; names: Set<string> }>({ ids: [], names: new Set() });
  useEffect(() => {
    const undo = (ids: string[]) => async () => {
      for (const example of ids) {
        await api.delete('/api/projects/{project}/examples/{example}', {
          path: { project: project.id, example },
        });
      }
      teaching.changed();
    };
    return uploadsOf(project.id).onAdded((examples) => {
      const taking = now.current;
      const ours = examples.filter((example) => taking.names.delete(example.name));
      if (ours.length === 0 || label === undefined) return;
      taking.ids.push(...ours.map((example) => example.id));
      const n = taking.ids.length;
      notify(say.added(whole(n), label, n === 1), undo([...taking.ids]), 'added');
    });
  }, [project.id, label, say, whole, teaching]);
  return {
    begin: () => {
      now.current = { ids: [], names: new Set() };
    },
    expect: (name: string) => {
      now.current.names.add(name);
    },
  };
}

import { useEffect, useRef } from 'react';
import { queries } from '../api/queries';
import { session } from '../api/session';
import { useWords } from '../language/language';
import { announce } from '../ui/announce';
import { useStore } from '../ui/store';
import { appWords } from './messages';

/** Says while the server does not answer, and has everything looked up again when it does. */
export function Reachable() {
  const { reachable } = useStore(session);
  const say = useWords(appWords);
  const was = useRef(true);
  useEffect(() => {
    if (reachable && !was.current) {
      announce(say.back);
      void queries.invalidateQueries();
    }
    was.current = reachable;
  }, [reachable, say]);
  return (
    <div role="status" aria-live="polite">
      {!reachable && <p className="unreachable">{say.unreachable}</p>}
    </div>
  );
}

import { useEffect } from 'react';
import { useWords } from '../../language/language';
import { useStableAnswer } from '../../live/useLive';
import { announce } from '../../ui/announce';
import { playWords } from './messages';

/** Has the answer read out when it has been the same for a second. */
export function Announce() {
  const say = useWords(playWords);
  const stable = useStableAnswer();
  useEffect(() => {
    if (stable?.kind === 'recognised') announce(say.answerIs(stable.label));
    if (stable?.kind === 'unknown') announce(say.unknown);
  }, [stable, say]);
  return null;
}

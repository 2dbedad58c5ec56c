import { useEffect } from 'react';
import { useWords } from '../../language/language';
import { useLiveSession, useSensing } from '../../live/useLive';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { useStore } from '../../ui/store';
import type { Acting } from './acting';
import { actWords } from './messages';

/** Escape, pressed by a person, pauses everything, unless something else took it. */
function usePauseKey(acting: Acting, said: string) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !event.isTrusted || event.defaultPrevented) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'))
        return;
      acting.pause();
      announce(said);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [acting, said]);
}

/** Whether rules are at work now, and how to stop them. */
export function Watch({ acting }: { acting: Acting }) {
  const say = useWords(actWords);
  const session = useLiveSession();
  const sensing = useSensing().kind;
  const paused = useStore(acting.paused);
  usePauseKey(acting, say.pausedNow);
  const off = session.sense !== 'keyboard' && (sensing === 'off' || sensing === 'lacking');
  return (
    <div className="act-watch" data-paused={paused || undefined}>
      <p role="status">
        {paused ? say.pausedNow : sensing === 'lacking' ? say.lacking : off ? say.off : say.watching}
      </p>
      {off && <Button onPress={() => void session.start()}>{say.start}</Button>}
      {paused ? (
        <Button look="main" onPress={() => acting.resume()}>
          {say.resume}
        </Button>
      ) : (
        <Button onPress={() => acting.pause()}>
          {say.pause} <kbd>Esc</kbd>
        </Button>
      )}
    </div>
  );
}

import { useEffect, useRef } from 'react';
import { messages, useWords } from '../language/language';
import { Button, IconButton } from './Button';
import { store, useStore } from './store';

const words = messages(
  { undo: 'Undo', close: 'Close', notices: 'Notices' },
  { undo: 'Annuler', close: 'Fermer', notices: 'Avis' },
);

const LONG_MILLIS = 10_000;

interface Toast {
  id: number;
  text: string;
  undo?: (() => void) | undefined;
  topic?: string | undefined;
}

const shown = store<Toast[]>([]);
let count = 0;

const remove = (id: number) => shown.set(shown.get().filter((toast) => toast.id !== id));

/**
 * Says what was done, and offers to undo it: with the button or Ctrl+Z.
 *
 * @param topic takes the place of what was said of the same
 */
export function notify(text: string, undo?: () => void, topic?: string) {
  count++;
  const others = shown.get().filter((toast) => topic === undefined || toast.topic !== topic);
  shown.set([...others.slice(-2), { id: count, text, undo, topic }]);
}

/** Undoes the last thing that can be. */
function undoLast(): boolean {
  const last = shown.get().findLast((toast) => toast.undo);
  if (!last) return false;
  remove(last.id);
  last.undo?.();
  return true;
}

function isTyping(target: EventTarget | null) {
  return target instanceof HTMLElement && target.matches('input, textarea, [contenteditable]');
}

function useUndoKey() {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const undo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z';
      if (undo && !isTyping(event.target) && undoLast()) event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

/** Where notices are shown; once in the page. They stay while the pointer or the focus is on them. */
export function Toasts() {
  const toasts = useStore(shown);
  const say = useWords(words);
  useUndoKey();
  return (
    <section className="toasts" aria-label={say.notices}>
      <div role="status" aria-live="polite">
        {toasts.map((toast) => (
          <OneToast key={toast.id} toast={toast} />
        ))}
      </div>
    </section>
  );
}

function OneToast({ toast }: { toast: Toast }) {
  const say = useWords(words);
  const held = useRef(false);
  useEffect(() => {
    const timer = setInterval(() => !held.current && remove(toast.id), LONG_MILLIS);
    return () => clearInterval(timer);
  }, [toast.id]);
  const hold = (now: boolean) => () => {
    held.current = now;
  };
  const undo = toast.undo;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only its staying depends on the pointer
    <div
      className="toast"
      onPointerEnter={hold(true)}
      onPointerLeave={hold(false)}
      onFocus={hold(true)}
      onBlur={hold(false)}
    >
      <span>{toast.text}</span>
      {undo && (
        <Button
          look="plain"
          onPress={() => {
            remove(toast.id);
            undo();
          }}
        >
          {say.undo} <kbd>Ctrl Z</kbd>
        </Button>
      )}
      <IconButton icon="close" label={say.close} onPress={() => remove(toast.id)} />
    </div>
  );
}

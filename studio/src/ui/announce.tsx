import { store, useStore } from './store';

const said = store<{ text: string; count: number }>({ text: '', count: 0 });

/** Has a screen reader say something when it is done with what it says. */
export function announce(text: string) {
  said.set({ text, count: said.get().count + 1 });
}

/** Where announcements are made; once in the page. */
export function Announcer() {
  const { text, count } = useStore(said);
  // The same words twice are another announcement.
  return (
    <div className="unseen" role="status" aria-live="polite" data-announcer>
      {count % 2 === 0 ? text : `${text}\u00a0`}
    </div>
  );
}

import { type Store, store } from '../../ui/store';

/** Which label is being shown, and labels that have no example yet. */
export interface Showing {
  label?: string | undefined;
  fresh: string[];
}

const all = new Map<string, Store<Showing>>();
const kept = (project: string) => `insula.showing.${project}`;

function read(project: string): Showing {
  try {
    return JSON.parse(sessionStorage.getItem(kept(project)) ?? '{"fresh":[]}') as Showing;
  } catch {
    return { fresh: [] };
  }
}

/** What is being shown to a project; kept for as long as the tab is open. */
export function showingOf(project: string): Store<Showing> {
  const there = all.get(project);
  if (there) return there;
  const made = store(read(project));
  made.subscribe(() => sessionStorage.setItem(kept(project), JSON.stringify(made.get())));
  all.set(project, made);
  return made;
}

/** Shows a label, which may be new. */
export function show(project: string, label: string, isNew = false) {
  const showing = showingOf(project);
  const { fresh } = showing.get();
  showing.set({ label, fresh: isNew && !fresh.includes(label) ? [...fresh, label] : fresh });
}

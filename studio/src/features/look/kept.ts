import { type Store, store } from '../../ui/store';

const MOST = 2_000;
const stores = new Map<string, Store<ReadonlySet<string>>>();
const place = (project: string) => `insula.kept.${project}`;

function read(project: string): ReadonlySet<string> {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(place(project)) ?? '[]');
    return new Set(Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []);
  } catch {
    return new Set();
  }
}

/** The examples whose labels somebody looked at and found right; remembered in this browser. */
export function keptOf(project: string): Store<ReadonlySet<string>> {
  let kept = stores.get(project);
  if (!kept) {
    kept = store(read(project));
    stores.set(project, kept);
  }
  return kept;
}

/** Keeps an example as it is, or asks about it again. */
export function keep(project: string, example: string, isKept = true) {
  const kept = keptOf(project);
  const ids = [...kept.get()].filter((id) => id !== example);
  const next = isKept ? [...ids, example].slice(-MOST) : ids;
  localStorage.setItem(place(project), JSON.stringify(next));
  kept.set(new Set(next));
}

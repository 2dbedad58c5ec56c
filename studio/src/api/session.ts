/** What the page knows of the server: whether it answers, and the key that it is asked with. */
export interface Session {
  /** Whether the last request was answered. */
  reachable: boolean;
  /** Whether a key is wanted before anything else can be done. */
  keyWanted: boolean;
}

const KEY = 'insula.key';
const SOONEST_MILLIS = 500;
const LATEST_MILLIS = 5_000;

let state: Session = { reachable: true, keyWanted: false };
const listeners = new Set<() => void>();
let waiting = false;

function become(next: Partial<Session>) {
  const changed = (Object.keys(next) as (keyof Session)[]).some((key) => next[key] !== state[key]);
  if (!changed) return;
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

export const session = {
  get: () => state,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  /** The key of this tab's session, if one was entered. */
  key: () => sessionStorage.getItem(KEY) ?? undefined,
  /** Takes a key for as long as the tab is open. */
  signIn: (key: string) => {
    sessionStorage.setItem(KEY, key.trim());
    become({ keyWanted: false });
  },
  signOut: () => {
    sessionStorage.removeItem(KEY);
    become({ keyWanted: true });
  },
  answered: () => become({ reachable: true }),
  refused: () => {
    sessionStorage.removeItem(KEY);
    become({ keyWanted: true });
  },
  /** Nothing answered: asks for signs of life until there are some. */
  unreachable: () => {
    become({ reachable: false });
    if (waiting) return;
    waiting = true;
    void untilItAnswers(SOONEST_MILLIS);
  },
};

async function untilItAnswers(wait: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, wait));
  const response = await fetch('/health').catch(() => undefined);
  if (response?.ok) {
    waiting = false;
    become({ reachable: true });
    return;
  }
  return untilItAnswers(Math.min(LATEST_MILLIS, wait * 1.5));
}

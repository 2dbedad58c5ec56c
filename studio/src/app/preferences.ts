import { store, useStore } from '../ui/store';

/** How somebody wants the page to look, kept in this browser. */
export interface Preferences {
  theme: 'auto' | 'light' | 'dark';
  moreContrast: boolean;
  lessMotion: boolean;
}

const KEPT = 'insula.preferences';

function asked(query: string) {
  return matchMedia(query).matches;
}

function read(): Preferences {
  const system: Preferences = {
    theme: 'auto',
    moreContrast: asked('(prefers-contrast: more)'),
    lessMotion: asked('(prefers-reduced-motion: reduce)'),
  };
  try {
    return { ...system, ...(JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Partial<Preferences>) };
  } catch {
    return system;
  }
}

const preferences = store(read());

function show({ theme, moreContrast, lessMotion }: Preferences) {
  const { dataset } = document.documentElement;
  dataset.theme = theme;
  dataset.contrast = moreContrast ? 'more' : 'usual';
  dataset.motion = lessMotion ? 'less' : 'usual';
}

/** Before the first paint. */
export function applyPreferences() {
  show(preferences.get());
}

export function prefer(some: Partial<Preferences>) {
  const next = { ...preferences.get(), ...some };
  localStorage.setItem(KEPT, JSON.stringify(next));
  preferences.set(next);
  show(next);
}

export const usePreferences = () => useStore(preferences);

/** Whether things may move. */
export const mayMove = () => !preferences.get().lessMotion;

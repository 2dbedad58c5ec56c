import { createContext, type ReactNode, use, useEffect, useMemo } from 'react';
import { useStore } from '../ui/store';
import { LiveSession } from './session';

const Context = createContext<LiveSession | undefined>(undefined);

/** Finds faces while nothing is taught yet. */
const GUIDE = 'expression';

interface Props {
  /** The project's kind. */
  kind: string;
  /** Which model is asked: NAME@NUMBER, or undefined while nothing is taught. */
  model: string | undefined;
  children: ReactNode;
}

/** Gives the views of a project one live session, which ends with them. */
export function LiveProvider({ kind, model, children }: Props) {
  const session = useMemo(() => new LiveSession(kind), [kind]);
  useEffect(() => {
    if (model === undefined && kind === 'face') session.follow(GUIDE, true);
    else session.follow(model);
  }, [session, model, kind]);
  useEffect(() => () => session.stop(), [session]);
  return <Context value={session}>{children}</Context>;
}

/** The live session of the project that is open. */
export function useLiveSession(): LiveSession {
  const session = use(Context);
  if (!session) throw new Error('There is no project around this view.');
  return session;
}

export const useSensing = () => useStore(useLiveSession().sensing);
/** What the model says now; changes many times a second. */
export const useAnswer = () => useStore(useLiveSession().answer);
/** What it has said for a second. */
export const useStableAnswer = () => useStore(useLiveSession().stable);
export const usePace = () => useStore(useLiveSession().pace);
export const useConnected = () => useStore(useLiveSession().connected);

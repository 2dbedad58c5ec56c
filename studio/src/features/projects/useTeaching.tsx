import { createContext, type ReactNode, use, useEffect, useMemo } from 'react';
import { useLabels } from '../../api/queries';
import type { Wire } from '../../api/wire';
import { useStore } from '../../ui/store';
import { Teaching } from './teaching';

const Context = createContext<Teaching | undefined>(undefined);

/** Teaches a project again after each change, as long as it is open. */
export function TeachingProvider({ project, children }: { project: Wire<'Project'>; children: ReactNode }) {
  const teaching = useMemo(() => new Teaching(project.id), [project.id]);
  const labels = useLabels(project.id).data;
  const enough = (labels?.length ?? 0) >= 2;
  useEffect(() => teaching.mayTeach(enough), [teaching, enough]);
  useEffect(() => {
    teaching.open();
    return () => teaching.close();
  }, [teaching]);
  return <Context value={teaching}>{children}</Context>;
}

/** Who is told of changes, and how far the teaching is. */
export function useTeaching(): Teaching {
  const teaching = use(Context);
  if (!teaching) throw new Error('There is no project around this view.');
  return teaching;
}

export const useTeachingState = () => useStore(useTeaching().state);

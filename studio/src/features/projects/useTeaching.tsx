import { createContext, type ReactNode, use, useEffect, useMemo } from 'react';
import { useLabels, useVersions } from '../../api/queries';
import type { Wire } from '../../api/wire';
import { useStore } from '../../ui/store';
import { uploadsOf } from '../show/uploads';
import { Teaching } from './teaching';

const Context = createContext<Teaching | undefined>(undefined);

/** Teaches a project again after each change, as long as it is open. */
export function TeachingProvider({ project, children }: { project: Wire<'Project'>; children: ReactNode }) {
  const teaching = useMemo(() => new Teaching(project.id), [project.id]);
  const labels = useLabels(project.id).data;
  const enough = (labels?.length ?? 0) >= 2;
  const untaught = useVersions(project.id).data?.length === 0;
  useEffect(() => {
    teaching.open();
    const deafen = followUploads(project.id, teaching);
    return () => {
      deafen();
      teaching.close();
    };
  }, [teaching, project.id]);
  useEffect(() => teaching.mayTeach(enough), [teaching, enough]);
  useEffect(() => {
    if (enough && untaught) teaching.changed();
  }, [teaching, enough, untaught]);
  return <Context value={teaching}>{children}</Context>;
}

/** What is sent is taught when all of it is there. */
function followUploads(project: string, teaching: Teaching): () => void {
  const uploads = uploadsOf(project);
  let release: (() => void) | undefined;
  const look = () => {
    const { isSending } = uploads.state.get();
    if (isSending) release ??= teaching.hold();
    else {
      release?.();
      release = undefined;
    }
  };
  look();
  const deafen = [uploads.state.subscribe(look), uploads.onAdded(() => teaching.changed())];
  return () => {
    release?.();
    for (const each of deafen) each();
  };
}

/** Who is told of changes, and how far the teaching is. */
export function useTeaching(): Teaching {
  const teaching = use(Context);
  if (!teaching) throw new Error('There is no project around this view.');
  return teaching;
}

export const useTeachingState = () => useStore(useTeaching().state);

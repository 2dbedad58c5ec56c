import { useState } from 'react';
import { useLocation } from 'wouter';
import { useWords } from '../../language/language';
import { uploadsOf } from '../show/uploads';
import { createProject } from './create';
import { type ReadyExample, unpack } from './examples';
import { type Found, kindOfFiles } from './found';
import type { Kind } from './kinds';
import { startWords } from './startMessages';

/** Files that came, of which it is not settled yet what they show. */
export interface Came {
  name: string;
  files: Found[];
  kind: Kind;
}

/** Ways into a project. */
export function useStart() {
  const say = useWords(startWords);
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [came, setCame] = useState<Came>();

  const begin = async (name: string, kind: Kind, files: () => Promise<Found[]>) => {
    setBusy(true);
    setFailure(undefined);
    try {
      const examples = await files();
      const project = await createProject(name, kind);
      uploadsOf(project.id).add(examples);
      setCame(undefined);
      go(`/projects/${project.id}/show`);
    } catch (problem) {
      setFailure(problem);
    } finally {
      setBusy(false);
    }
  };

  const take = async (files: Promise<{ name: string; files: Found[] }>) => {
    setFailure(undefined);
    try {
      const { name, files: found } = await files;
      const labelled = found.filter((file) => file.label !== '');
      const kind = kindOfFiles(labelled);
      if (kind === undefined) setFailure(new Error(say.nothing));
      else if (kind === 'picture') setCame({ name, files: labelled, kind });
      else await begin(name, kind, async () => labelled);
    } catch (problem) {
      setFailure(problem);
    }
  };

  return {
    busy,
    failure,
    came,
    /** A new project of a kind. */
    teach: (kind: Kind) => begin(say[`${kind}Name`], kind, async () => []),
    open: (example: ReadyExample) => begin(say[example.name], example.kind, () => unpack(example)),
    /** Files that were dropped or chosen. */
    take,
    settle: (kind: Kind) => came && begin(came.name, kind, async () => came.files),
    leave: () => setCame(undefined),
  };
}

import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { dropped, type Found, kindOfFile } from '../projects/found';
import { showWords } from './messages';
import { uploadsOf } from './uploads';

interface Props {
  project: Wire<'Project'>;
  /** Who gets files that come without a label. */
  label: string | undefined;
  onFailure: (failure: unknown) => void;
  children: ReactNode;
}

/** Files in folders keep their labels; the others are the label's on which they fall, or the one that is shown. */
export function labelled(files: Found[], label: string | undefined): Found[] {
  return files
    .filter(({ name }) => kindOfFile(name) !== undefined)
    .map((found) => (found.label === '' ? { ...found, label: label ?? '' } : found))
    .filter((found) => found.label !== '');
}

/** Takes what is dropped or pasted anywhere in the view. */
export function Drops({ project, label, onFailure, children }: Props) {
  const say = useWords(showWords);
  const [over, setOver] = useState(0);
  const shown = useRef(label);
  shown.current = label;

  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || shown.current === undefined) return;
      event.preventDefault();
      const found = files.map((file) => ({
        file,
        name: file.name || 'pasted.png',
        label: shown.current ?? '',
      }));
      uploadsOf(project.id).add(found);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [project.id]);

  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(0);
    const on = (event.target as HTMLElement).closest<HTMLElement>('[data-label]')?.dataset.label;
    try {
      const { files } = await dropped(event.dataTransfer);
      uploadsOf(project.id).add(labelled(files, on ?? label));
      onFailure(undefined);
    } catch (failure) {
      onFailure(failure);
    }
  };
  const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button for files does the same without dragging
    <div
      className="show"
      onDragEnter={(event) => holdsFiles(event) && setOver((n) => n + 1)}
      onDragLeave={(event) => holdsFiles(event) && setOver((n) => Math.max(0, n - 1))}
      onDragOver={(event) => holdsFiles(event) && event.preventDefault()}
      onDrop={(event) => holdsFiles(event) && void drop(event)}
    >
      {children}
      {over > 0 && <div className="drop-veil">{say.dropHere}</div>}
    </div>
  );
}

import { useStore } from '../../ui/store';
import { flash } from './flashing';

/** What lights up over the page; a screen reader is told by the log's announcement. */
export function FlashLayer() {
  const now = useStore(flash);
  if (now.kind === 'none') return null;
  return (
    <div className="flash" data-kind={now.kind} aria-hidden="true">
      {now.words}
    </div>
  );
}

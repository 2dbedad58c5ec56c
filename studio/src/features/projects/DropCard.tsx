import { FileTrigger } from 'react-aria-components';
import { useWords } from '../../language/language';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { chosen, type Found } from './found';
import { startWords } from './startMessages';

/** Where folders and zips are dropped or chosen. */
export function DropCard({ onTake }: { onTake: (files: Promise<{ name: string; files: Found[] }>) => void }) {
  const say = useWords(startWords);
  return (
    <div className="drop-card">
      <Icon name="files" />
      <p>{say.drop}</p>
      <div className="drop-buttons">
        <FileTrigger acceptDirectory onSelect={(list) => list && onTake(chosen(list))}>
          <Button look="plain">{say.folder}</Button>
        </FileTrigger>
        <FileTrigger acceptedFileTypes={['.zip']} onSelect={(list) => list && onTake(chosen(list))}>
          <Button look="plain">{say.zip}</Button>
        </FileTrigger>
      </div>
    </div>
  );
}

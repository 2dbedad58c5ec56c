import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { Button } from '../../ui/Button';
import { showWords } from './messages';

interface Props {
  count: number;
  /** Where they may be moved. */
  labels: string[];
  onMove: (label: string) => void;
  onRemove: () => void;
  onNone: () => void;
}

/** What can be done with the examples that are chosen. */
export function ChosenBar({ count, labels, onMove, onRemove, onNone }: Props) {
  const say = useWords(showWords);
  const { whole } = useFormats();
  return (
    <div className="chosen-bar">
      <span role="status">{say.selected(whole(count))}</span>
      {labels.length > 0 && (
        <MenuTrigger>
          <Button>{say.move}</Button>
          <Popover className="popover">
            <Menu className="menu" aria-label={say.move} onAction={(key) => onMove(String(key))}>
              {labels.map((label) => (
                <MenuItem key={label} id={label}>
                  {label}
                </MenuItem>
              ))}
            </Menu>
          </Popover>
        </MenuTrigger>
      )}
      <Button icon="delete" onPress={onRemove}>
        {say.delete}
      </Button>
      <Button look="plain" onPress={onNone}>
        {say.deselect}
      </Button>
      <p className="soft small">{say.keys}</p>
    </div>
  );
}

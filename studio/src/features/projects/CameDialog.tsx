import { useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import type { Kind } from './kinds';
import { projectWords } from './messages';
import { startWords } from './startMessages';
import type { Came } from './useStart';

const OF_PICTURES: Kind[] = ['picture', 'face', 'hand', 'body'];

interface Props {
  came: Came;
  onSettle: (kind: Kind) => void;
  onLeave: () => void;
}

/** Pictures came: whether they show faces or something else is for people to say. */
export function CameDialog({ came, onSettle, onLeave }: Props) {
  const say = useWords(startWords);
  const names = useWords(projectWords);
  const { whole } = useFormats();
  const [kind, choose] = useState<Kind>(came.kind);
  const labels = new Set(came.files.map((file) => file.label)).size;
  return (
    <Dialog title={say.what} isOpen onClose={onLeave}>
      <p>{say.found(whole(came.files.length), whole(labels), came.name)}</p>
      <RadioGroup className="choices" value={kind} onChange={(next) => choose(next as Kind)}>
        <Label className="unseen">{say.what}</Label>
        {OF_PICTURES.map((each) => (
          <Radio key={each} value={each} className="choice">
            {names[each]}
          </Radio>
        ))}
      </RadioGroup>
      <div className="actions">
        <Button onPress={onLeave}>{say.cancel}</Button>
        <Button look="main" onPress={() => onSettle(kind)}>
          {say.begin}
        </Button>
      </div>
    </Dialog>
  );
}

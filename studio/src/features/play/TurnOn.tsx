import { useWords } from '../../language/language';
import type { Sense, Sensing } from '../../live/session';
import { Button } from '../../ui/Button';
import { Icon, type IconName } from '../../ui/Icon';
import { playWords } from './messages';

interface Props {
  sense: Sense;
  sensing: Sensing;
  onStart: () => void;
}

const DRAWN: Record<Sense, IconName> = {
  camera: 'camera',
  microphone: 'microphone',
  motion: 'movement',
  keyboard: 'text',
};

/** Asks to turn the camera or microphone on, and says what stands in the way. */
export function TurnOn({ sense, sensing, onStart }: Props) {
  const say = useWords(playWords);
  const key = sense === 'keyboard' ? 'camera' : sense;
  const why = (() => {
    if (sensing.kind !== 'lacking') return undefined;
    switch (sensing.lack) {
      case 'refused':
        return say[`${key}Refused`];
      case 'absent':
        return say[`${key}Absent`];
      case 'taken':
        return say.taken;
      case 'insecure':
        return say.insecure;
    }
  })();
  return (
    <div className="turn-on">
      <Icon name={DRAWN[sense]} />
      <div role="status">{why && <p className="wrong-box">{why}</p>}</div>
      {!why && <p>{say[`${key}Ask`]}</p>}
      <Button look={why ? 'usual' : 'main'} onPress={onStart} isDisabled={sensing.kind === 'starting'}>
        {sensing.kind === 'starting' ? say.starting : why ? say.again : say[`${key}On`]}
      </Button>
    </div>
  );
}

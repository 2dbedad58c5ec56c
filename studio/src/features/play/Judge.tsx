import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { useAnswer, useLiveSession } from '../../live/useLive';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { uploadsOf } from '../show/uploads';
import { playWords } from './messages';
import { moment } from './moment';

/** Yes, or no, it is something else: either makes the moment an example. */
export function Judge({ project, labels }: { project: Wire<'Project'>; labels: string[] }) {
  const say = useWords(playWords);
  const live = useLiveSession();
  const answer = useAnswer();
  const label = answer && answer.kind === 'recognised' ? answer.label : undefined;
  const note = async (as: string) => {
    const found = await moment(live, as, undefined);
    if (!found) return;
    uploadsOf(project.id).add([found]);
    announce(say.noted(as));
  };
  if (!answer) return null;
  return (
    <div className="judge">
      <Button
        icon="check"
        isDisabled={label === undefined}
        onPress={() => label !== undefined && void note(label)}
      >
        {say.yes}
      </Button>
      <MenuTrigger>
        <Button isDisabled={answer.kind === 'nothing'}>{say.no}</Button>
        <Popover className="popover">
          <Menu className="menu" aria-label={say.no} onAction={(key) => void note(String(key))}>
            {labels.map((each) => (
              <MenuItem key={each} id={each}>
                {each}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </div>
  );
}

import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useWords } from '../../language/language';
import { Icon } from '../../ui/Icon';
import { KINDS, type Kind } from './kinds';
import { projectWords } from './messages';
import { startWords } from './startMessages';

interface Props {
  isDisabled: boolean;
  onChoose: (kind: Kind) => void;
  /** What stands in the last place. */
  children: ReactNode;
}

/** What can be taught, each as a drawing, a word and three examples. */
export function KindCards({ isDisabled, onChoose, children }: Props) {
  const say = useWords(startWords);
  const names = useWords(projectWords);
  return (
    <ul className="kinds">
      {KINDS.map((kind) => (
        <li key={kind}>
          <Button className="kind-card" isDisabled={isDisabled} onPress={() => onChoose(kind)}>
            <Icon name={kind} />
            <span className="kind-name">{names[kind]}</span>
            <span className="kind-about">{say[kind]}</span>
          </Button>
        </li>
      ))}
      <li>{children}</li>
    </ul>
  );
}

import { Button } from 'react-aria-components';
import { useWords } from '../../language/language';
import { Icon } from '../../ui/Icon';
import { EXAMPLES, type ReadyExample } from './examples';
import { startWords } from './startMessages';

interface Props {
  isDisabled: boolean;
  onOpen: (example: ReadyExample) => void;
}

/** The examples that Insula comes with. */
export function ExampleCards({ isDisabled, onOpen }: Props) {
  const say = useWords(startWords);
  return (
    <ul className="ready-examples">
      {EXAMPLES.map((example) => (
        <li key={example.name}>
          <Button className="example-card" isDisabled={isDisabled} onPress={() => onOpen(example)}>
            <Icon name={example.kind} />
            <span>
              <span className="kind-name">{say[example.name]}</span>
              <span className="kind-about">{say[`${example.name}About`]}</span>
            </span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

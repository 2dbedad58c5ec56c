import { Switch } from 'react-aria-components';
import { useWords } from '../../language/language';
import { useAnswer } from '../../live/useLive';
import { Button, IconButton } from '../../ui/Button';
import { useStore } from '../../ui/store';
import { notify } from '../../ui/toasts';
import type { Acting } from './acting';
import { probabilityOf } from './engine';
import { actWords } from './messages';
import type { Rule } from './rule';

interface Props {
  acting: Acting;
  labels: string[];
  onEdit: (rule: Rule) => void;
}

/** The rules, each as a sentence with how near it is to happening. */
export function RuleList({ acting, labels, onEdit }: Props) {
  const say = useWords(actWords);
  const rules = useStore(acting.rules);
  return (
    <ul className="rules" aria-label={say.title}>
      {rules.map((rule) => (
        <li key={rule.id} className="rule" data-off={!rule.on || undefined}>
          <Switch
            className="switch"
            isSelected={rule.on}
            onChange={(on) => acting.put({ ...rule, on })}
            aria-label={say.of(say.on, rule.label)}
          >
            <span className="knob" aria-hidden="true" />
          </Switch>
          <div className="rule-words">
            <p>
              {say.when} <strong>{rule.label}</strong> {say.seen}:{' '}
              {rule.deeds.map((deed) => say[deed.kind]).join(' · ')}
            </p>
            <p className="soft">
              {labels.includes(rule.label)
                ? say.terms(rule.confidence, rule.dwellMillis, rule.restMillis)
                : say.gone}
            </p>
            <Level rule={rule} />
          </div>
          <div className="rule-ways">
            <Button onPress={() => void acting.try(rule)} aria-label={say.of(say.test, rule.label)}>
              {say.test}
            </Button>
            <Button look="plain" onPress={() => onEdit(rule)} aria-label={say.of(say.edit, rule.label)}>
              {say.edit}
            </Button>
            <IconButton
              icon="delete"
              label={say.of(say.remove, rule.label)}
              onPress={() => notify(say.removed(rule.label), acting.remove(rule))}
            />
          </div>
        </li>
      ))}
    </ul>
  );
}

/** How sure the model is of a rule's label now, with a mark where the rule begins. */
function Level({ rule }: { rule: Rule }) {
  const answer = useAnswer();
  const now = answer ? probabilityOf(rule.label, answer) : 0;
  return (
    <div className="level" aria-hidden="true" data-enough={now >= rule.confidence || undefined}>
      <span className="fill" style={{ transform: `scaleX(${now})` }} />
      <span className="mark" style={{ left: `${100 * rule.confidence}%` }} />
    </div>
  );
}

import { type FormEvent, useState } from 'react';
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { useWords } from '../../language/language';
import type { Sense } from '../../live/session';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { DeedFields } from './DeedFields';
import { actWords } from './messages';
import { Pick } from './Pick';
import { DEEDS, MOST_DEEDS, newDeed, RANGES, type Range, type Rule } from './rule';

interface Props {
  first: Rule;
  labels: string[];
  sense: Sense;
  onSave: (rule: Rule) => void;
  onClose: () => void;
}

/** Everything that can be set of a rule. */
export function RuleEditor({ first, labels, sense, onSave, onClose }: Props) {
  const say = useWords(actWords);
  const [rule, become] = useState(first);
  const ranges: Range[] =
    sense === 'camera'
      ? ['confidence', 'dwellMillis', 'restMillis', 'smoothMillis']
      : ['confidence', 'restMillis'];
  const save = (event: FormEvent) => {
    event.preventDefault();
    // Streams and texts are judged one by one: there is nothing to wait for or to average.
    onSave(sense === 'camera' ? rule : { ...rule, dwellMillis: 0, smoothMillis: 0 });
  };
  const left = DEEDS.filter((kind) => !rule.deeds.some((deed) => deed.kind === kind));
  return (
    <Dialog title={say.of(say.title, rule.label)} isOpen onClose={onClose}>
      <form className="rule-form" onSubmit={save}>
        <Pick
          label={say.label}
          value={rule.label}
          choices={[...new Set([rule.label, ...labels])].map((label) => [label, label] as const)}
          onChange={(label) => become({ ...rule, label })}
        />
        {ranges.map((name) => (
          <Setting key={name} name={name} rule={rule} onChange={become} />
        ))}
        <h3>{say.what}</h3>
        {rule.deeds.map((deed) => (
          <DeedFields
            key={deed.kind}
            deed={deed}
            onChange={(next) =>
              become({ ...rule, deeds: rule.deeds.map((each) => (each === deed ? next : each)) })
            }
            onRemove={() => become({ ...rule, deeds: rule.deeds.filter((each) => each !== deed) })}
          />
        ))}
        {left.length > 0 && rule.deeds.length < MOST_DEEDS && (
          <fieldset className="deed-kinds">
            <legend>{say.addDeed}</legend>
            {left.map((kind) => (
              <Button
                key={kind}
                icon="add"
                onPress={() => become({ ...rule, deeds: [...rule.deeds, newDeed(kind)] })}
              >
                {say[kind]}
              </Button>
            ))}
          </fieldset>
        )}
        <div className="actions">
          <Button onPress={onClose}>{say.cancel}</Button>
          <Button look="main" type="submit" isDisabled={rule.deeds.length === 0}>
            {say.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Setting({ name, rule, onChange }: { name: Range; rule: Rule; onChange: (rule: Rule) => void }) {
  const say = useWords(actWords);
  const { least, most, step } = RANGES[name];
  return (
    <Slider
      className="setting"
      value={rule[name]}
      minValue={least}
      maxValue={most}
      step={step}
      onChange={(value) => onChange({ ...rule, [name]: value as number })}
    >
      <Label>{say[name]}</Label>
      <SliderOutput>{name === 'confidence' ? say.share(rule[name]) : say.seconds(rule[name])}</SliderOutput>
      <SliderTrack className="setting-track">
        <SliderThumb className="setting-thumb" />
      </SliderTrack>
    </Slider>
  );
}

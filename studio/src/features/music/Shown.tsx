import { Label, Radio, RadioGroup } from 'react-aria-components';
import { useWords } from '../../language/language';
import { musicWords } from './messages';

const CHOICES = [6, 12, 30];

interface Props {
  seconds: number;
  duration: number;
  onChange: (seconds: number) => void;
}

/** How much of the piece is shown at once. */
export function Shown({ seconds, duration, onChange }: Props) {
  const say = useWords(musicWords);
  const choices = [...CHOICES.filter((choice) => choice < duration), duration];
  const chosen = choices.findLast((choice) => choice <= seconds) ?? choices[0] ?? duration;
  return (
    <RadioGroup
      className="shown"
      orientation="horizontal"
      value={String(chosen)}
      onChange={(value) => onChange(Number(value))}
    >
      <Label>{say.shown}</Label>
      {choices.map((choice) => (
        <Radio key={choice} value={String(choice)} className="segment">
          {choice === duration ? say.all : say.seconds(choice)}
        </Radio>
      ))}
    </RadioGroup>
  );
}

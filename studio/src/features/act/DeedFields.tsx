import { useWords } from '../../language/language';
import { IconButton } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { lacking } from './doing';
import { PRESSABLE } from './keys';
import { actWords } from './messages';
import { Pick } from './Pick';
import { type Deed, SHAKES, TONES } from './rule';

interface Props {
  deed: Deed;
  onChange: (deed: Deed) => void;
  onRemove: () => void;
}

const NAMES: Record<string, string> = {
  ' ': '␣ Space',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'Page ↑',
  PageDown: 'Page ↓',
};
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz0123456789'];

/** One thing that a rule does, with what can be chosen about it and what it cannot do. */
export function DeedFields({ deed, onChange, onRemove }: Props) {
  const say = useWords(actWords);
  const why = lacking(deed.kind);
  const hints: Partial<Record<Deed['kind'], string>> = {
    key: say.keyAbout,
    flash: say.flashAbout,
    vibration: say.vibrationAbout,
    webhook: say.webhookAbout,
    midi: say.midiAbout,
  };
  return (
    <fieldset className="deed">
      <legend>{say[deed.kind]}</legend>
      <IconButton icon="close" label={say.of(say.remove, say[deed.kind])} onPress={onRemove} />
      <Choice deed={deed} onChange={onChange} />
      <p className="soft">{why ? say[why] : hints[deed.kind]}</p>
    </fieldset>
  );
}

function Choice({ deed, onChange }: Omit<Props, 'onRemove'>) {
  const say = useWords(actWords);
  const numbers = (most: number) =>
    Array.from({ length: most }, (_, i) => [String(i + 1), String(i + 1)] as const);
  switch (deed.kind) {
    case 'key':
      return (
        <Pick
          label={say.key}
          value={deed.key}
          choices={[...PRESSABLE, ...LETTERS].map((key) => [key, NAMES[key] ?? key] as const)}
          onChange={(key) => onChange({ ...deed, key })}
        />
      );
    case 'sound':
      return (
        <Pick
          label={say.sound}
          value={deed.tone}
          choices={TONES.map((tone) => [tone, say[tone]] as const)}
          onChange={(tone) => onChange({ ...deed, tone: TONES.find((each) => each === tone) ?? deed.tone })}
        />
      );
    case 'speech':
      return (
        <Field
          label={say.words}
          value={deed.text}
          maxLength={500}
          onChange={(text) => onChange({ ...deed, text })}
        />
      );
    case 'flash':
      return (
        <Pick
          label={say.times}
          value={String(deed.times)}
          choices={numbers(3)}
          onChange={(times) => onChange({ ...deed, times: Number(times) })}
        />
      );
    case 'vibration':
      return (
        <Pick
          label={say.vibration}
          value={deed.shake}
          choices={SHAKES.map((shake) => [shake, say[shake]] as const)}
          onChange={(shake) =>
            onChange({ ...deed, shake: SHAKES.find((each) => each === shake) ?? deed.shake })
          }
        />
      );
    case 'webhook':
      return (
        <Field
          label={say.address}
          type="url"
          value={deed.address}
          maxLength={500}
          onChange={(address) => onChange({ ...deed, address })}
        />
      );
    case 'midi':
      return (
        <>
          <Pick
            label={say.midi}
            value={deed.message}
            choices={[
              ['note', say.note],
              ['control', say.control],
            ]}
            onChange={(message) => onChange({ ...deed, message: message === 'control' ? 'control' : 'note' })}
          />
          <Pick
            label={say.channel}
            value={String(deed.channel)}
            choices={numbers(16)}
            onChange={(channel) => onChange({ ...deed, channel: Number(channel) })}
          />
          <Pick
            label={say.number}
            value={String(deed.number)}
            choices={numbers(127)}
            onChange={(number) => onChange({ ...deed, number: Number(number) })}
          />
        </>
      );
  }
}

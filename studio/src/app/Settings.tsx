import {
  Button as AriaButton,
  Checkbox,
  Dialog,
  DialogTrigger,
  Label,
  Popover,
  Radio,
  RadioGroup,
} from 'react-aria-components';
import { session } from '../api/session';
import { LANGUAGES, type Language, useLanguage, useWords } from '../language/language';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { appWords } from './messages';
import { type Preferences, prefer, usePreferences } from './preferences';

/** Language and appearance. */
export function Settings() {
  const say = useWords(appWords);
  return (
    <DialogTrigger>
      <AriaButton className="settings">
        <Icon name="settings" />
        {say.settings}
      </AriaButton>
      <Popover className="popover" placement="right bottom">
        <Dialog aria-label={say.settings} className="settings-panel">
          <LanguageChoice />
          <ThemeChoice />
          {session.key() !== undefined && <Button onPress={session.signOut}>{say.signOut}</Button>}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function LanguageChoice() {
  const say = useWords(appWords);
  const { language, speak } = useLanguage();
  return (
    <RadioGroup className="choices" value={language} onChange={(next) => speak(next as Language)}>
      <Label>{say.language}</Label>
      {Object.entries(LANGUAGES).map(([code, name]) => (
        <Radio key={code} value={code} className="choice" lang={code}>
          {name}
        </Radio>
      ))}
    </RadioGroup>
  );
}

function ThemeChoice() {
  const say = useWords(appWords);
  const { theme, moreContrast, lessMotion } = usePreferences();
  return (
    <>
      <RadioGroup
        className="choices"
        value={theme}
        onChange={(next) => prefer({ theme: next as Preferences['theme'] })}
      >
        <Label>{say.theme}</Label>
        <Radio value="auto" className="choice">
          {say.themeAuto}
        </Radio>
        <Radio value="light" className="choice">
          {say.light}
        </Radio>
        <Radio value="dark" className="choice">
          {say.dark}
        </Radio>
      </RadioGroup>
      <Checkbox className="choice" isSelected={moreContrast} onChange={(on) => prefer({ moreContrast: on })}>
        {say.more}
      </Checkbox>
      <Checkbox className="choice" isSelected={lessMotion} onChange={(on) => prefer({ lessMotion: on })}>
        {say.less}
      </Checkbox>
    </>
  );
}

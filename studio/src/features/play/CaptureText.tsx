import { useState } from 'react';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { useLiveSession } from '../../live/useLive';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { playWords } from './messages';
import { useCapture } from './useCapture';

/** Where a text is written: it is answered while one writes, and may become an example. */
export function CaptureText({ project, label }: { project: Wire<'Project'>; label: string | undefined }) {
  const say = useWords(playWords);
  const live = useLiveSession();
  const [text, set] = useState('');
  const { begin, end } = useCapture(project, label);
  const write = (next: string) => {
    set(next);
    live.type(next);
  };
  const add = () => {
    if (text.trim() === '' || label === undefined) return;
    begin();
    end();
    set('');
  };
  return (
    <div className="capture-text">
      <Field
        label={say.keyboardAsk}
        lines={4}
        value={text}
        onChange={write}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) add();
        }}
      />
      {label !== undefined && (
        <Button look="main" onPress={add} isDisabled={text.trim() === ''}>
          {say.addText(label)} <kbd>Ctrl ↵</kbd>
        </Button>
      )}
    </div>
  );
}

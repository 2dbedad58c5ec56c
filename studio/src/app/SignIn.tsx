import { type FormEvent, useState } from 'react';
import { queries } from '../api/queries';
import { session } from '../api/session';
import { useWords } from '../language/language';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { Field } from '../ui/Field';
import { useStore } from '../ui/store';
import { appWords } from './messages';

/** Asks for a key where the server wants one. */
export function SignIn() {
  const { keyWanted } = useStore(session);
  const say = useWords(appWords);
  const [key, type] = useState('');
  const [tried, try_] = useState(0);
  const enter = (event: FormEvent) => {
    event.preventDefault();
    if (key.trim() === '') return;
    session.signIn(key);
    try_(tried + 1);
    void queries.resetQueries();
  };
  return (
    <Dialog title={say.keyTitle} isOpen={keyWanted}>
      <form onSubmit={enter} className="sign-in">
        <Field
          label={say.key}
          type="password"
          autoComplete="off"
          hint={say.keyHint}
          wrong={tried > 0 ? say.keyWrong : undefined}
          value={key}
          onChange={type}
          autoFocus
        />
        <div className="actions">
          <Button look="main" type="submit">
            {say.enter}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

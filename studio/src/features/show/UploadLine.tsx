import { sentence } from '../../api/problem';
import { useVersions } from '../../api/queries';
import type { Wire } from '../../api/wire';
import { useLanguage, useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { Button } from '../../ui/Button';
import { Progress } from '../../ui/Progress';
import { useStore } from '../../ui/store';
import { Wrong } from '../../ui/Wrong';
import { figuresOf } from './advice';
import { showWords } from './messages';
import { uploadsOf } from './uploads';

const FEW = 3;

/** How far an upload is, and what could not be taken or learned from, by name. */
export function UploadLine({ project, failure }: { project: Wire<'Project'>; failure: unknown }) {
  const say = useWords(showWords);
  const { language } = useLanguage();
  const { whole } = useFormats();
  const uploads = uploadsOf(project.id);
  const state = useStore(uploads.state);
  const newest = useVersions(project.id).data?.at(-1);
  const skipped = newest ? figuresOf(newest).skipped : [];
  return (
    <div className="upload-line">
      {state.isSending && state.total > FEW && (
        <Progress
          label={say.sending(whole(state.done), whole(state.total))}
          value={state.done / state.total}
        />
      )}
      <div role="status">
        {!state.isSending && state.known > FEW && (
          <p className="soft small">
            {say.known(whole(state.known))}{' '}
            <Button look="plain" onPress={() => uploads.forget()}>
              {say.forget}
            </Button>
          </p>
        )}
      </div>
      {state.broken.length > 0 && (
        <details className="wrong-box" open>
          <summary>{say.broken(whole(state.broken.length), state.broken.length === 1)}</summary>
          <ul>
            {state.broken.slice(0, 50).map(({ name, failure: why }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows
              <li key={i}>
                <strong>{name}</strong>:{' '}
                <span lang={sentence(why, language).lang}>{sentence(why, language).text}</span>
              </li>
            ))}
          </ul>
          <Button onPress={() => uploads.forget()}>{say.forget}</Button>
        </details>
      )}
      {skipped.length > 0 && (
        <details className="wrong-box">
          <summary>{say.skipped(whole(skipped.length), skipped.length === 1)}</summary>
          <ul lang="en">
            {skipped.slice(0, 50).map(({ input, error }) => (
              <li key={input}>
                <strong>{input}</strong>: {error}
              </li>
            ))}
          </ul>
        </details>
      )}
      <Wrong failure={failure} />
    </div>
  );
}

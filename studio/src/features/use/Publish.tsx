import { type FormEvent, useState } from 'react';
import { Problem } from '../../api/problem';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { Button } from '../../ui/Button';
import { Confirm } from '../../ui/Dialog';
import { Field } from '../../ui/Field';
import { Wrong } from '../../ui/Wrong';
import { publishWords } from './messages';
import { asksPurpose, MODEL_NAME, type Publication, suggestName } from './publishing';
import type { Publishing } from './usePublishing';

interface Props {
  project: Wire<'Project'>;
  publishing: Publishing;
  publication: Exclude<Publication, { kind: 'untaught' }>;
}

/** Whether it is published, and the one press that does it. */
export function Publish(props: Props) {
  const { publication } = props;
  return publication.kind === 'published' ? (
    <Published {...props} publication={publication} />
  ) : (
    <Unpublished {...props} />
  );
}

const isRefused = (failure: unknown) =>
  failure instanceof Problem && (failure.status === 400 || failure.status === 403);

function Unpublished({ project, publishing, publication }: Props) {
  const say = useWords(publishWords);
  const [name, rename] = useState(suggestName(project.name));
  const [purpose, explain] = useState(project.purpose ?? '');
  const isAsked = asksPurpose(project, isRefused(publishing.failure));
  const taken = publishing.aliases.some((alias) => alias.name === name);
  const isName = MODEL_NAME.test(name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isName || taken) return;
    void publishing.publish(publication.newest.version, name, isAsked ? { purpose: purpose.trim() } : {});
  };
  return (
    <form className="publish" onSubmit={submit}>
      <h2>{say.notYet}</h2>
      <p className="help">{say.notYetHelp}</p>
      {isAsked && (
        <Field
          label={say.purpose}
          hint={say.purposeHint}
          placeholder={say.purposeExample}
          lines={2}
          maxLength={2000}
          value={purpose}
          onChange={explain}
        />
      )}
      <Field
        label={say.name}
        hint={say.nameHint}
        wrong={isName ? (taken ? say.nameTaken(say.somethingElse) : undefined) : say.nameWrong}
        maxLength={64}
        value={name}
        onChange={rename}
      />
      <Wrong failure={publishing.failure} />
      <div>
        <Button look="main" type="submit" isDisabled={publishing.isBusy}>
          {say.publish}
        </Button>
      </div>
    </form>
  );
}

type PublishedProps = Props & { publication: Extract<Publication, { kind: 'published' }> };

function Published({ project, publishing, publication }: PublishedProps) {
  const say = useWords(publishWords);
  const { whole, list } = useFormats();
  const [isStopping, ask] = useState(false);
  const { alias, newest, isNewest } = publication;
  const answering = alias.split.filter((share) => share.project === project.id).map((share) => share.version);
  const first = whole(answering[0] ?? 0);
  return (
    <section className="publish" aria-labelledby="use-published">
      <h2 id="use-published">{say.publishedAs(alias.name)}</h2>
      <p className="help">
        {answering.length > 1
          ? say.shared(list(answering.map(whole)))
          : isNewest
            ? say.upToDate(first)
            : say.behind(first, whole(newest.version))}
      </p>
      <Wrong failure={publishing.failure} />
      <div className="row">
        {!isNewest && (
          <>
            <Button
              look="main"
              isDisabled={publishing.isBusy}
              onPress={() => void publishing.publish(newest.version, alias.name)}
            >
              {say.publishVersion(whole(newest.version))}
            </Button>
            <Button
              isDisabled={publishing.isBusy}
              onPress={() => void publishing.publish(newest.version, alias.name, { share: 10 })}
            >
              {say.tryVersion(whole(newest.version))}
            </Button>
          </>
        )}
        {alias.revision > 1 && (
          <Button isDisabled={publishing.isBusy} onPress={() => void publishing.rollBack(alias)}>
            {say.rollBack}
          </Button>
        )}
        <Button look="plain" onPress={() => ask(true)}>
          {say.stop}
        </Button>
      </div>
      <Confirm
        title={say.stopTitle(alias.name)}
        yes={say.stopYes}
        no={say.cancel}
        isOpen={isStopping}
        onNo={() => ask(false)}
        onYes={() => {
          ask(false);
          void publishing.stop(alias);
        }}
      >
        {say.stopText}
      </Confirm>
    </section>
  );
}

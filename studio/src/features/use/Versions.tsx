import { useState } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { Button, IconButton } from '../../ui/Button';
import { Confirm } from '../../ui/Dialog';
import { publishWords } from './messages';
import { answersOf, figuresOf, suggestName } from './publishing';
import { save } from './save';
import type { Publishing } from './usePublishing';

const AT_ONCE = 8;

interface Props {
  project: Wire<'Project'>;
  publishing: Publishing;
}

type Asking = { kind: 'withdraw' | 'delete'; version: number };

/** Every version, the newest first: what it answers, and what can be done with it. */
export function Versions({ project, publishing }: Props) {
  const say = useWords(publishWords);
  const { whole } = useFormats();
  const [shown, show] = useState(AT_ONCE);
  const [asking, ask] = useState<Asking>();
  const newestFirst = publishing.versions.toReversed();
  const older = newestFirst.length - shown;
  const number = whole(asking?.version ?? 0);
  return (
    <section aria-labelledby="use-versions">
      <h2 id="use-versions">{say.versions}</h2>
      <ul className="versions">
        {newestFirst.slice(0, shown).map((version) => (
          <Row
            key={version.version}
            project={project}
            publishing={publishing}
            version={version}
            ask={(kind) => ask({ kind, version: version.version })}
          />
        ))}
      </ul>
      {older > 0 && (
        <Button look="plain" onPress={() => show(shown + 5 * AT_ONCE)}>
          {say.older(whole(older))}
        </Button>
      )}
      <Confirm
        title={asking?.kind === 'delete' ? say.deleteTitle(number) : say.withdrawTitle(number)}
        yes={asking?.kind === 'delete' ? say.deleteYes : say.withdrawYes}
        no={say.cancel}
        isOpen={asking !== undefined}
        onNo={() => ask(undefined)}
        onYes={() => {
          ask(undefined);
          if (asking?.kind === 'delete') void publishing.remove(asking.version);
          else if (asking) void publishing.withdraw(asking.version);
        }}
      >
        {asking?.kind === 'delete' ? say.deleteText : say.withdrawText}
      </Confirm>
    </section>
  );
}

interface RowProps extends Props {
  version: Wire<'Version'>;
  ask: (kind: Asking['kind']) => void;
}

function Row({ project, publishing, version, ask }: RowProps) {
  const say = useWords(publishWords);
  const { whole, percent, date } = useFormats();
  const { right, examples } = figuresOf(version);
  const answers = answersOf(version, publishing.aliases);
  const { publication } = publishing;
  const name = publication.kind === 'published' ? publication.alias.name : suggestName(project.name);
  const number = version.version;
  const states = { draft: say.draft, published: say.publishedState, withdrawn: say.withdrawn };
  const act = (action: string) => {
    if (action === 'giveAll') void publishing.publish(number, name);
    if (action === 'withdraw' || action === 'delete') ask(action);
    if (action === 'download') {
      const path = '/api/projects/{project}/versions/{version}/file';
      void save(
        path,
        { project: project.id, version: number },
        `${suggestName(project.name)}-${number}.insula`,
      );
    }
  };
  const hasAll = answers.some((each) => each.name === name && each.percent === 100);
  return (
    <li>
      <div className="version-name">
        <h3>{say.version(whole(number))}</h3>
        {answers.length === 0 ? (
          <span className="state">{states[version.state]}</span>
        ) : (
          answers.map((each) => (
            <span key={each.name} className="state answering">
              {each.percent === 100
                ? say.answers(each.name)
                : say.answersPart(each.name, percent(each.percent / 100))}
            </span>
          ))
        )}
      </div>
      <p className="help">
        {date(version.created)} · {say.figures(percent(right), whole(examples))}
      </p>
      <MenuTrigger>
        <IconButton icon="more" label={say.more(whole(number))} />
        <Popover className="popover">
          <Menu className="menu" aria-label={say.more(whole(number))} onAction={(key) => act(String(key))}>
            {!hasAll && <MenuItem id="giveAll">{say.giveAll}</MenuItem>}
            <MenuItem id="download">{say.download}</MenuItem>
            {version.state === 'published' && <MenuItem id="withdraw">{say.withdraw}</MenuItem>}
            <MenuItem id="delete">{say.delete}</MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
    </li>
  );
}

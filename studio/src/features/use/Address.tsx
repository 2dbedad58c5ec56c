import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { Button } from '../../ui/Button';
import { Wrong } from '../../ui/Wrong';
import { Copy } from './Copy';
import { publishWords } from './messages';
import { type Asked, type CodeLanguage, LANGUAGES, snippet, toolName } from './snippets';
import { useKeyFor } from './usePublishing';

interface Props {
  project: Wire<'Project'>;
  /** The name that it is published under. */
  model: string;
}

/** Where it is asked, with which key, and with which code. */
export function Address({ project, model }: Props) {
  const say = useWords(publishWords);
  const key = useKeyFor(model);
  const origin = location.origin;
  const isOpen = key.use === 'none' || key.use === 'unknown';
  const asked: Asked = {
    origin,
    model,
    kind: project.kind,
    key: isOpen ? undefined : (key.secret ?? 'YOUR_KEY'),
  };
  const address = `${origin}/api/models/${encodeURIComponent(model)}/predict`;
  return (
    <section aria-labelledby="use-address" className="address">
      <h2 id="use-address">{say.address}</h2>
      <div className="copyable">
        <code>{address}</code>
        <Copy text={address} label={say.copyAddress} />
      </div>
      <KeyLine {...key} />
      <h3 id="use-code">{say.code}</h3>
      <Tabs className="code-tabs">
        <TabList aria-labelledby="use-code" className="tabs small" items={LANGUAGES.map((id) => ({ id }))}>
          {({ id }) => <Tab id={id}>{snippet(id, asked).title}</Tab>}
        </TabList>
        {LANGUAGES.map((language) => (
          <TabPanel key={language} id={language} className="code-panel">
            <Code language={language} asked={asked} />
          </TabPanel>
        ))}
      </Tabs>
    </section>
  );
}

function KeyLine({ use, secret, make, failure }: ReturnType<typeof useKeyFor>) {
  const say = useWords(publishWords);
  if (use === 'none') return <p className="help">{say.noKey}</p>;
  if (use === 'unknown') return null;
  if (use === 'mayNotMake') return <p className="help">{`${say.keyNeeded} ${say.keyAsk}`}</p>;
  if (secret === undefined) {
    return (
      <div className="row">
        <p className="help">{say.keyNeeded}</p>
        <Button onPress={make}>{say.keyMake}</Button>
        <Wrong failure={failure} />
      </div>
    );
  }
  return (
    <>
      <div className="copyable">
        <code>{secret}</code>
        <Copy text={secret} label={say.copyKey} />
      </div>
      <p className="help">{say.keyOnce}</p>
    </>
  );
}

function Code({ language, asked }: { language: CodeLanguage; asked: Asked }) {
  const say = useWords(publishWords);
  const { code, file, run } = snippet(language, asked);
  return (
    <>
      {language === 'mcp' && (
        <p className="help">
          {say.mcpHelp} <code>{toolName(asked.model)}</code>.
        </p>
      )}
      {file !== undefined && (
        <p className="help">
          {say.saveAs(file)} <code>{run}</code>
        </p>
      )}
      <div className="code">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled with the keyboard too */}
        <pre tabIndex={0} data-language={language}>
          <code>{code}</code>
        </pre>
        <Copy text={code} label={say.copyCode} />
      </div>
    </>
  );
}

import { useState } from 'react';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { Button } from '../../ui/Button';
import { Wrong } from '../../ui/Wrong';
import { publishWords } from './messages';
import { suggestName } from './publishing';
import { save } from './save';

const PARTS = [
  { part: 'file', ending: '.insula' },
  { part: 'onnx', ending: '.onnx' },
  { part: 'card', ending: '.md' },
] as const;

/** A version as files. */
export function Downloads({ project, version }: { project: Wire<'Project'>; version: number }) {
  const say = useWords(publishWords);
  const { whole } = useFormats();
  const [failure, fail] = useState<unknown>();
  const take = async (part: string, ending: string) => {
    try {
      const path = `/api/projects/{project}/versions/{version}/${part}`;
      await save(path, { project: project.id, version }, `${suggestName(project.name)}-${version}${ending}`);
      fail(undefined);
    } catch (problem) {
      fail(problem);
    }
  };
  return (
    <section aria-labelledby="use-take">
      <h2 id="use-take">{say.take}</h2>
      <p className="help">{say.takeHelp(whole(version))}</p>
      <ul className="downloads">
        {PARTS.map(({ part, ending }) => (
          <li key={part}>
            <Button icon="download" onPress={() => void take(part, ending)}>
              {say[part]}
            </Button>
            <small>{say[`${part}Help`]}</small>
          </li>
        ))}
      </ul>
      <Wrong failure={failure} />
    </section>
  );
}

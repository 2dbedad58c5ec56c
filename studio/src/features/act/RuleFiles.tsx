import { FileTrigger } from 'react-aria-components';
import { useWords } from '../../language/language';
import { Button } from '../../ui/Button';
import { useStore } from '../../ui/store';
import { notify } from '../../ui/toasts';
import type { Acting } from './acting';
import { readRules, writeRules } from './kept';
import { actWords } from './messages';

/** Rules to a file, and from one. */
export function RuleFiles({ acting, name }: { acting: Acting; name: string }) {
  const say = useWords(actWords);
  const rules = useStore(acting.rules);
  const save = () => {
    const url = URL.createObjectURL(new Blob([writeRules(rules)], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${name}-rules.json`;
    link.click();
    URL.revokeObjectURL(url);
  };
  const open = async (file: File | undefined) => {
    if (!file) return;
    const read = readRules(await file.text());
    if (read) acting.change(read);
    else notify(say.notRules);
  };
  return (
    <>
      {rules.length > 0 && (
        <Button look="plain" onPress={save}>
          {say.exportRules}
        </Button>
      )}
      <FileTrigger acceptedFileTypes={['application/json']} onSelect={(files) => void open(files?.[0])}>
        <Button look="plain">{say.importRules}</Button>
      </FileTrigger>
    </>
  );
}

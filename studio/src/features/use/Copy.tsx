import { useWords } from '../../language/language';
import { Button } from '../../ui/Button';
import { notify } from '../../ui/toasts';
import { publishWords } from './messages';

/** Copies a text. */
export function Copy({ text, label }: { text: string; label: string }) {
  const say = useWords(publishWords);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    notify(say.copied);
  };
  return (
    <Button aria-label={label} onPress={() => void copy()}>
      {say.copy}
    </Button>
  );
}

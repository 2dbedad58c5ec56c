import { Button } from 'react-aria-components';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { useLiveSession } from '../../live/useLive';
import { playWords } from './messages';
import { useCapture } from './useCapture';

/** The round button under the live view: tap for one example of the label, hold for many. */
export function Capture({ project, label }: { project: Wire<'Project'>; label: string | undefined }) {
  const say = useWords(playWords);
  const { whole } = useFormats();
  const { sense } = useLiveSession();
  const { count, begin, end } = useCapture(project, label);
  if (label === undefined) return <p className="soft">{say.pickLabel}</p>;
  const hint = sense === 'camera' ? say.hold : sense === 'microphone' ? say.holdSound : say.holdMotion;
  return (
    <div className="capture">
      <Button
        className="capture-button"
        onPressStart={begin}
        onPressEnd={end}
        aria-label={say.show(label)}
        aria-describedby="capture-hint"
      >
        <span aria-hidden="true" />
      </Button>
      <div>
        <p className="capture-label" aria-hidden="true">
          {say.show(label)}
        </p>
        <p className="soft small" id="capture-hint">
          {count > 0 ? say.recording(whole(count)) : hint}
        </p>
      </div>
    </div>
  );
}

import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import type { LiveAnswer } from '../../live/answer';
import type { Sense } from '../../live/session';
import { useAnswer, useConnected, useLiveSession, usePace } from '../../live/useLive';
import { Bars } from '../../ui/Bars';
import { playWords } from './messages';

type Words = ReturnType<typeof useWords<(typeof playWords)['en']>>;

/** Why there is nothing to answer, in a word or two. */
function nothing(kind: string, answer: Extract<LiveAnswer, { kind: 'nothing' }>, say: Words): string {
  switch (kind) {
    case 'face':
      return say.noFace;
    case 'hand':
      return say.noHand;
    case 'body':
      return say.noBody;
    case 'sound':
      return say.silence;
    default:
      return answer.why ?? say.noAnswer;
  }
}

interface Props {
  kind: string;
  isTaught: boolean;
}

/** The answer in large type, the runners-up as bars, and how quickly it comes. */
export function Answer({ kind, isTaught }: Props) {
  const say = useWords(playWords);
  const answer = useAnswer();
  const { sense } = useLiveSession();
  if (!isTaught) {
    return (
      <div className="answer">
        <p className="answer-hint">{say.nothingYetHint}</p>
      </div>
    );
  }
  if (!answer) return <Waiting sense={sense} />;
  return (
    <div className="answer" data-kind={answer.kind}>
      {answer.kind === 'nothing' ? (
        <p className="answer-label">{nothing(kind, answer, say)}</p>
      ) : (
        <>
          <p className="answer-label">{answer.kind === 'unknown' ? say.unknown : answer.label}</p>
          <p className="soft answer-nearest">
            {answer.kind === 'unknown' ? say.nearest(answer.label) : '\u00a0'}
          </p>
          <Bars bars={answer.guesses.slice(0, 4)} label={say.guesses} plain={answer.kind === 'unknown'} />
        </>
      )}
      <Pace />
      {kind === 'face' && <p className="soft small">{say.apparent}</p>}
    </div>
  );
}

/** Before the first answer. */
function Waiting({ sense }: { sense: Sense }) {
  const say = useWords(playWords);
  const isConnected = useConnected();
  const isText = sense === 'keyboard';
  const waiting = sense === 'microphone' ? say.listening : say.looking;
  return (
    <div className="answer">
      <p className="answer-hint">{isText ? say.keyboardHint : isConnected ? waiting : say.connecting}</p>
    </div>
  );
}

function Pace() {
  const say = useWords(playWords);
  const { millis, perSecond } = usePace();
  const formats = useFormats();
  const { sense } = useLiveSession();
  if (millis === undefined || sense !== 'camera') return null;
  return <p className="soft small pace">{say.pace(formats.millis(millis), formats.whole(perSecond))}</p>;
}

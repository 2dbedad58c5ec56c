import { useEffect, useMemo, useState } from 'react';
import { useWords } from '../../language/language';
import { Button } from '../../ui/Button';
import { AsText } from './AsText';
import { Downloads } from './Downloads';
import { Facts } from './Facts';
import { musicWords } from './messages';
import { Now } from './Now';
import { Position } from './Position';
import { Playhead } from './playhead';
import type { Piece } from './reading';
import { Score } from './Score';
import { Shown } from './Shown';
import { usePlaying } from './usePlayhead';

/** A piece: what it is, its score that follows the sound, what sounds now, and ways to take it along. */
export function PieceView({ piece, onAnother }: { piece: Piece; onAnother: () => void }) {
  const say = useWords(musicWords);
  const playhead = useMemo(
    () => new Playhead(piece.url, piece.reading.durationSeconds),
    [piece.url, piece.reading.durationSeconds],
  );
  useEffect(() => () => playhead.close(), [playhead]);
  const [seconds, setSeconds] = useState(12);
  const { playing, mute } = usePlaying(playhead);
  useSpace(playhead.toggle);
  return (
    <>
      <header className="piece-head">
        <h1>{piece.name}</h1>
        <Button onPress={onAnother}>{say.another}</Button>
      </header>
      <Facts reading={piece.reading} />
      <section className="score" aria-label={say.score}>
        <Score piece={piece} playhead={playhead} seconds={seconds} />
        <Position piece={piece} playhead={playhead} />
        <div className="controls">
          <Button look="main" onPress={playhead.toggle} isDisabled={mute}>
            {playing ? say.pause : say.play}{' '}
            <span aria-hidden="true">
              <kbd>␣</kbd>
            </span>
          </Button>
          <Shown seconds={seconds} onChange={setSeconds} duration={piece.reading.durationSeconds} />
        </div>
        <p className="hint">{mute ? say.unplayable : say.keys}</p>
      </section>
      <Now piece={piece} playhead={playhead} />
      <Downloads piece={piece} />
      <AsText reading={piece.reading} />
    </>
  );
}

/** The space bar, where nothing else wants it. */
function useSpace(press: () => void) {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const taken =
        event.target instanceof Element && event.target.closest('button, input, [role], summary, a');
      if (event.key !== ' ' || event.defaultPrevented || (taken && !taken.matches('input[type=range], main')))
        return;
      event.preventDefault();
      press();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [press]);
}

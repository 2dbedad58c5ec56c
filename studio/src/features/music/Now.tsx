import { useCallback, useEffect, useMemo, useState } from 'react';
import { Switch } from 'react-aria-components';
import { useWords } from '../../language/language';
import { inKey } from './drawScore';
import { chordSymbol } from './harmony';
import { musicWords } from './messages';
import type { Playhead } from './playhead';
import { pulseAt, shownBeats, vibration } from './pulse';
import type { Piece } from './reading';
import { useSeconds } from './usePlayhead';

/** What sounds now, for those who see or feel it: the beat as a pulse that grows, the chord in large type. */
export function Now({ piece, playhead }: { piece: Piece; playhead: Playhead }) {
  const say = useWords(musicWords);
  const { beats, downbeats, chords } = piece.reading;
  const shown = useMemo(() => shownBeats(beats, downbeats), [beats, downbeats]);
  const seconds = useSeconds(playhead, 30);
  const pulse = pulseAt(seconds, shown, beats, downbeats);
  const index = chords.findIndex((chord) => chord.start <= seconds && seconds < chord.end);
  const chord = chords[index];
  const symbol = chord ? chordSymbol(chord.name) : '';
  const next = chords.slice(index + 1).find((one) => chordSymbol(one.name) !== '');
  const role = chord ? inKey(chord.name, piece.reading) : undefined;
  return (
    <section className="now" aria-labelledby="music-now">
      <h2 id="music-now">{say.now}</h2>
      <div className="moment" aria-hidden="true">
        <div className="pulse" data-downbeat={pulse.downbeat || undefined}>
          <span className="ring" style={{ transform: `scale(${0.72 + 0.28 * pulse.strength})` }} />
          <span className="count">{pulse.beatInBar > 0 ? pulse.beatInBar : '–'}</span>
        </div>
        <div className="chord" data-function={role?.function ?? 'none'}>
          <span className="symbol">{symbol || '–'}</span>
          <span className="numeral">{role?.numeral}</span>
          <span className="next">{next ? say.next(chordSymbol(next.name)) : ''}</span>
        </div>
      </div>
      {shown !== beats && beats.length > 0 && (
        <p className="hint">{shown === downbeats ? say.bars : say.calm}</p>
      )}
      <Vibrating playhead={playhead} shown={shown} downbeats={downbeats} />
    </section>
  );
}

interface VibratingProps {
  playhead: Playhead;
  shown: readonly number[];
  downbeats: readonly number[];
}

/** Where the device can: each beat as a short tremble, the first of a bar as a longer one. */
function Vibrating({ playhead, shown, downbeats }: VibratingProps) {
  const say = useWords(musicWords);
  const [on, setOn] = useState(false);
  const can = 'vibrate' in navigator && matchMedia('(pointer: coarse)').matches;
  const tremble = useCallback(() => {
    let last = playhead.seconds;
    return playhead.watch(() => {
      const now = playhead.seconds;
      const beat = shown.find((time) => time > last && time <= now);
      last = now;
      if (beat !== undefined && playhead.playing) {
        navigator.vibrate(vibration(downbeats.some((bar) => Math.abs(bar - beat) < 0.05)));
      }
    });
  }, [playhead, shown, downbeats]);
  useEffect(() => (on ? tremble() : undefined), [on, tremble]);
  if (!can) return null;
  return (
    <Switch className="switch" isSelected={on} onChange={setOn}>
      {say.vibrate}
    </Switch>
  );
}

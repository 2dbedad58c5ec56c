import { useWords } from '../../language/language';
import { chordSymbol } from './harmony';
import { musicWords } from './messages';
import type { Playhead } from './playhead';
import type { Piece } from './reading';
import { clock } from './time';
import { useSeconds } from './usePlayhead';

/** The whole piece as a strip with its sections; where it is, and a way to be elsewhere. */
export function Position({ piece, playhead }: { piece: Piece; playhead: Playhead }) {
  const say = useWords(musicWords);
  const seconds = useSeconds(playhead, 10);
  const { reading } = piece;
  const whole = reading.durationSeconds;
  const chord = reading.chords.find((one) => one.start <= seconds && seconds < one.end);
  const byBeats = (event: React.KeyboardEvent) => {
    const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    playhead.step(reading.beats, direction);
  };
  return (
    <div className="position">
      <div className="strip">
        {reading.sections.map((section) => (
          <span
            key={section.start}
            className="section"
            aria-hidden="true"
            style={{
              left: `${(100 * section.start) / whole}%`,
              right: `${100 - (100 * section.end) / whole}%`,
            }}
          >
            {section.label}
          </span>
        ))}
        <input
          type="range"
          aria-label={say.position}
          aria-valuetext={say.at(clock(seconds), clock(whole), chord ? chordSymbol(chord.name) : '')}
          min={0}
          max={whole}
          step="any"
          value={Math.min(seconds, whole)}
          onChange={(event) => playhead.seek(Number(event.target.value))}
          onKeyDown={byBeats}
        />
      </div>
      <p className="time">
        <span>{clock(seconds)}</span>
        <span>{clock(whole)}</span>
      </p>
    </div>
  );
}

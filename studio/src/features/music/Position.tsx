import { useCallback } from 'react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';
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
  const text = say.at(clock(seconds), clock(whole), chord ? chordSymbol(chord.name) : '');
  const byBeats = useCallback(
    (event: React.KeyboardEvent) => {
      const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      if (direction === 0) return;
      event.preventDefault();
      event.stopPropagation();
      playhead.step(reading.beats, direction);
    },
    [playhead, reading.beats],
  );
  return (
    <div className="position" onKeyDownCapture={byBeats}>
      <Slider
        aria-label={say.position}
        minValue={0}
        maxValue={whole}
        step={0.1}
        value={Math.min(seconds, whole)}
        onChange={(value) => playhead.seek(value as number)}
      >
        <SliderTrack className="track">
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
          <SliderThumb className="thumb" aria-valuetext={text} />
        </SliderTrack>
      </Slider>
      <p className="time">
        <span>{clock(seconds)}</span>
        <span>{clock(whole)}</span>
      </p>
    </div>
  );
}

import { useCallback, useMemo } from 'react';
import { useWords } from '../../language/language';
import { drawPlayhead, drawScore, type Inks, ROWS } from './drawScore';
import { inksAt } from './inks';
import { musicWords } from './messages';
import type { Playhead } from './playhead';
import type { Piece } from './reading';
import { following, secondsAt } from './timeline';
import { useDrawing, usePlace } from './usePlayhead';

interface Props {
  piece: Piece;
  playhead: Playhead;
  /** How much is shown at once. */
  seconds: number;
}

/** Sections, sound, chords and notes over the beats, moving under the playhead; what it tells stands as text below. */
export function Score({ piece, playhead, seconds }: Props) {
  const say = useWords(musicWords);
  const [canvas, setCanvas] = usePlace<HTMLCanvasElement>();
  const inks = useMemo(() => inksOf(), []);
  const at = useCallback(
    (width: number) => following(playhead.seconds, seconds, playhead.duration, width),
    [playhead, seconds],
  );
  const draw = useCallback(() => {
    const parent = canvas?.parentElement;
    const context = canvas?.getContext('2d');
    if (!canvas || !parent || !context) return;
    const width = parent.clientWidth;
    const fine = devicePixelRatio;
    if (canvas.width !== Math.round(width * fine)) {
      canvas.width = Math.round(width * fine);
      canvas.height = Math.round(ROWS.end * fine);
    }
    context.setTransform(fine, 0, 0, fine, 0, 0);
    const colours = inks(parent);
    const timeline = at(width);
    drawScore(context, timeline, piece.reading, piece.peaks, colours);
    drawPlayhead(context, timeline, playhead.seconds, colours);
  }, [canvas, piece, playhead, at, inks]);
  useDrawing(playhead, canvas?.parentElement ?? null, draw);
  return (
    <figure className="canvas">
      <div aria-hidden="true">
        <canvas
          ref={setCanvas}
          height={ROWS.end}
          onPointerDown={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            playhead.seek(secondsAt(at(box.width), event.clientX - box.left));
          }}
        />
      </div>
      <figcaption>
        <ul className="functions" aria-label={say.functions}>
          {(['tonic', 'subdominant', 'dominant', 'outside'] as const).map((role) => (
            <li key={role} data-function={role}>
              {say[role]}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

/** The colours, looked up again only when the theme changes. */
function inksOf() {
  let known: Inks | undefined;
  let theme = '';
  return (place: HTMLElement): Inks => {
    const now = `${getComputedStyle(place).color}${document.documentElement.dataset.contrast ?? ''}`;
    if (known === undefined || now !== theme) {
      known = inksAt(place);
      theme = now;
    }
    return known;
  };
}

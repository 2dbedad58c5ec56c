import { useEffect, useState } from 'react';
import { useWords } from '../../language/language';
import type { Sensing } from '../../live/session';
import { decibels } from '../../live/sound';
import { useLiveSession } from '../../live/useLive';
import { type Coaching, coachPicture, coachSound, patience } from './coach';
import { playWords } from './messages';

const EVERY_MILLIS = 250;
const SEEKING = ['face', 'hand', 'body'];

function look(
  kind: string,
  sensing: Sensing,
  answer: Parameters<typeof coachPicture>[0],
): Coaching | undefined {
  if (sensing.kind === 'camera') return coachPicture(answer, sensing.camera.light(), SEEKING.includes(kind));
  if (sensing.kind !== 'microphone') return undefined;
  const heard = sensing.microphone.last(0.5);
  return coachSound(
    decibels(heard),
    heard.reduce((peak, v) => Math.max(peak, Math.abs(v)), 0),
  );
}

/** What would make the next example better, in words that are read out too. */
export function Coach({ kind, sensing }: { kind: string; sensing: Sensing }) {
  const say = useWords(playWords);
  const live = useLiveSession();
  const [told, tell] = useState<Coaching>();
  useEffect(() => {
    const next = patience();
    const timer = setInterval(
      () => tell(next(look(kind, sensing, live.seen.get()), performance.now())),
      EVERY_MILLIS,
    );
    return () => clearInterval(timer);
  }, [kind, sensing, live]);
  return (
    <p
      className="coach"
      role="status"
      aria-live="polite"
      data-good={told === 'good' || told === 'level' || undefined}
    >
      {told === undefined ? '\u00a0' : say[told]}
    </p>
  );
}

import type { LiveAnswer } from '../../live/answer';
import type { Light } from '../../live/camera';

/** What would help the next capture, one thing at a time. */
export type Coaching =
  | 'none'
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'closer'
  | 'back'
  | 'dark'
  | 'bright'
  | 'several'
  | 'good'
  | 'quiet'
  | 'loud'
  | 'level';

const OFF_CENTRE = 0.16;
const SMALL = 0.22;
const LARGE = 0.75;
const DARK = 0.18;
const BRIGHT = 0.9;
const QUIET_DB = -50;
const CLIPPED = 0.985;

/**
 * For a picture. Left and right are those of the person before the camera, who sees themselves as in a mirror.
 *
 * @param seeks whether the model looks for a face, hand or body
 */
export function coachPicture(
  answer: LiveAnswer | undefined,
  light: Light,
  seeks: boolean,
): Coaching | undefined {
  if (light.mean < DARK) return 'dark';
  if (light.mean > BRIGHT && light.spread < 0.3) return 'bright';
  if (!seeks || answer === undefined) return undefined;
  if (answer.kind === 'nothing') return 'none';
  const { box } = answer;
  if (!box) return undefined;
  const x = box.x + box.width / 2 - 0.5;
  const y = box.y + box.height / 2 - 0.5;
  if (box.height < SMALL) return 'closer';
  if (box.height > LARGE) return 'back';
  if (Math.abs(x) > OFF_CENTRE && Math.abs(x) >= Math.abs(y)) return x > 0 ? 'right' : 'left';
  if (Math.abs(y) > OFF_CENTRE) return y > 0 ? 'up' : 'down';
  return (answer.inView ?? 1) > 1 ? 'several' : 'good';
}

/** For the last half second of a sound: its level and its loudest sample. */
export function coachSound(decibels: number, peak: number): Coaching {
  if (peak >= CLIPPED) return 'loud';
  return decibels < QUIET_DB ? 'quiet' : 'level';
}

/** Says a thing only when it has been so for a while, and nothing faster than that. */
export function patience(millis = 1_200) {
  let current: Coaching | undefined;
  let since = 0;
  let told: Coaching | undefined;
  return (next: Coaching | undefined, now: number): Coaching | undefined => {
    if (next !== current) {
      current = next;
      since = now;
    }
    if (now - since >= millis) told = current;
    return told;
  };
}

import type { LiveSession } from '../../live/session';
import { wav } from '../../live/sound';
import type { Found } from '../projects/found';

/** The moment of now as an example: a picture, the last seconds of a sound or movement, the text. */
export async function moment(
  live: LiveSession,
  label: string,
  group: string | undefined,
  seconds = 2,
): Promise<Found | undefined> {
  const name = (ending: string) => `${stamp(new Date())}.${ending}`;
  const now = live.sensing.get();
  switch (now.kind) {
    case 'camera':
      return { file: (await now.camera.shoot()).file, name: name('jpg'), label, group };
    case 'microphone': {
      const { microphone } = now;
      return { file: wav(microphone.last(seconds), microphone.rate), name: name('wav'), label, group };
    }
    case 'motion':
      return {
        file: table(now.motion.channels, now.motion.last(seconds), now.motion.rate),
        name: name('csv'),
        label,
        group,
      };
    default:
      return live.text === undefined
        ? undefined
        : { file: new Blob([live.text]), name: name('txt'), label, group };
  }
}

function table(channels: string[], samples: number[][], rate: number): Blob {
  const rows = samples.map((sample, i) =>
    [(i / rate).toFixed(3), ...sample.map((v) => v.toFixed(4))].join(','),
  );
  return new Blob([`time,${channels.join(',')}\n${rows.join('\n')}\n`]);
}

let count = 0;

/** Such as 20261124-103015-123-4, by the clock on the wall; no two of a page are the same. */
export function stamp(now: Date): string {
  count++;
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  return `${day}-${time}-${String(now.getMilliseconds()).padStart(3, '0')}-${count}`;
}

import { followPost } from '../../api/events';
import { Problem } from '../../api/problem';
import type { Wire } from '../../api/wire';
import { store } from '../../ui/store';
import { type Peaks, peaksOf } from './peaks';

export type Reading = Wire<'Reading'>;

/** A recording that was read, with what is needed to show and play it. */
export interface Piece {
  name: string;
  file: Blob;
  /** Where the browser plays it from. */
  url: string;
  reading: Reading;
  /** Left out where the browser cannot decode the recording. */
  peaks?: Peaks | undefined;
}

export type MusicState =
  | { kind: 'none' }
  | { kind: 'reading'; name: string; done: number | undefined; stop: () => void }
  | { kind: 'read'; piece: Piece }
  | { kind: 'failed'; name: string; failure: unknown };

const DRAWN_PIECES_A_SECOND = 100;
const MOST_PIECES = 100_000;

/** Stays while other views are looked at; nothing of it is kept when the page is closed. */
export const music = store<MusicState>({ kind: 'none' });

/** Has a recording read; whatever was there before is let go. */
export async function read(name: string, file: Blob): Promise<void> {
  forget();
  const abort = new AbortController();
  const stop = () => {
    abort.abort();
    music.set({ kind: 'none' });
  };
  const told = (done: number | undefined) => {
    if (!abort.signal.aborted) music.set({ kind: 'reading', name, done, stop });
  };
  told(undefined);
  try {
    const [reading, peaks] = await Promise.all([ask(name, file, told, abort.signal), waveform(file)]);
    if (abort.signal.aborted) return;
    music.set({ kind: 'read', piece: { name, file, url: URL.createObjectURL(file), reading, peaks } });
  } catch (failure) {
    if (!abort.signal.aborted) music.set({ kind: 'failed', name, failure });
  }
}

export function forget() {
  const state = music.get();
  if (state.kind === 'reading') state.stop();
  if (state.kind === 'read') URL.revokeObjectURL(state.piece.url);
  music.set({ kind: 'none' });
}

async function ask(
  name: string,
  file: Blob,
  told: (done: number) => void,
  signal: AbortSignal,
): Promise<Reading> {
  let reading: Reading | undefined;
  const heard = (event: string, data: unknown) => {
    if (event === 'progress') {
      const { done, total } = data as { done: number; total: number };
      if (total > 0) told(done / total);
    } else if (event === 'reading') {
      reading = data as Reading;
    } else if (event === 'problem') {
      const problem = data as { status?: number; detail?: string };
      throw new Problem(problem.status ?? 500, problem.detail ?? '');
    }
  };
  await followPost('/api/music', form(name, file), heard, signal);
  if (reading === undefined) throw new Problem(500, '');
  return reading;
}

/** What the server is sent. */
export function form(name: string, file: Blob): FormData {
  const body = new FormData();
  body.append('file', file, name);
  return body;
}

async function waveform(file: Blob): Promise<Peaks | undefined> {
  const context = new AudioContext();
  try {
    const sound = await context.decodeAudioData(await file.arrayBuffer());
    const channels = Array.from({ length: sound.numberOfChannels }, (_, i) => sound.getChannelData(i));
    const pieces = Math.min(MOST_PIECES, Math.ceil(sound.duration * DRAWN_PIECES_A_SECOND));
    return peaksOf(channels, sound.sampleRate, pieces);
  } catch {
    return undefined;
  } finally {
    await context.close();
  }
}

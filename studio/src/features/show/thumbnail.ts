import { download } from '../../api/client';
import type { Wire } from '../../api/wire';
import { peaks } from '../../live/sound';

/** What a small picture of an example shows. */
export type Thumb =
  | { kind: 'picture'; bitmap: ImageBitmap }
  | { kind: 'wave'; peaks: number[]; seconds: number }
  | { kind: 'lines'; series: number[][] }
  | { kind: 'text'; text: string }
  | { kind: 'broken' };

const SIDE = 224;
const PEAKS = 48;
const POINTS = 80;
const AT_ONCE = 6;
const REMEMBERED = 600;

const remembered = new Map<string, Promise<Thumb>>();
const waiting: (() => void)[] = [];
let busy = 0;

async function turn<T>(work: () => Promise<T>): Promise<T> {
  if (busy >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  busy++;
  try {
    return await work();
  } finally {
    busy--;
    waiting.shift()?.();
  }
}

export const contentOf = (project: string, example: string) =>
  `/api/projects/${project}/examples/${encodeURIComponent(example)}/content`;

/** The small picture of an example; the last few hundred are remembered. */
export function thumbnail(project: string, kind: string, example: Wire<'Example'>): Promise<Thumb> {
  const known = remembered.get(example.sha256);
  if (known) {
    remembered.delete(example.sha256);
    remembered.set(example.sha256, known);
    return known;
  }
  const made = turn(async () => draw(kind, example.name, await download(contentOf(project, example.id))));
  made.catch(() => remembered.delete(example.sha256));
  remembered.set(example.sha256, made);
  const [oldest] = remembered.keys();
  if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  return made;
}

async function draw(kind: string, name: string, content: Blob): Promise<Thumb> {
  try {
    if (kind === 'text') return { kind: 'text', text: (await content.slice(0, 400).text()).trim() };
    if (kind === 'sound') return await wave(content);
    if (/\.(csv|tsv|json)$/i.test(name)) return { kind: 'lines', series: series(await content.text()) };
    return { kind: 'picture', bitmap: await square(content) };
  } catch {
    return { kind: 'broken' };
  }
}

async function square(content: Blob): Promise<ImageBitmap> {
  const whole = await createImageBitmap(content);
  const side = Math.min(whole.width, whole.height);
  const size = Math.min(SIDE, side);
  const cut = await createImageBitmap(
    whole,
    (whole.width - side) / 2,
    (whole.height - side) / 2,
    side,
    side,
    {
      resizeWidth: size,
      resizeHeight: size,
      resizeQuality: 'high',
    },
  );
  whole.close();
  return cut;
}

async function wave(content: Blob): Promise<Thumb> {
  const context = new OfflineAudioContext(1, 1, 22_050);
  const sound = await context.decodeAudioData(await content.arrayBuffer());
  return { kind: 'wave', peaks: peaks(sound.getChannelData(0), PEAKS), seconds: sound.duration };
}

/** The channels of a table, each from 0 to 1 over the range of all; a first column that only rises is time. */
export function series(table: string): number[][] {
  const rows = table
    .trim()
    .split(/\r?\n/)
    .map((row) => row.split(/[,;\t]/).map(Number))
    .filter((row) => row.length > 0 && row.every((value) => Number.isFinite(value)));
  const width = Math.max(0, ...rows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, c) => rows.map((row) => row[c] ?? 0));
  const isTime = width > 1 && columns[0]?.every((value, i, all) => i === 0 || value > (all[i - 1] ?? 0));
  const channels = (isTime ? columns.slice(1) : columns).slice(0, 6).map(thinned);
  const values = channels.flat();
  const low = Math.min(...values);
  const range = Math.max(...values) - low || 1;
  return channels.map((channel) => channel.map((value) => (value - low) / range));
}

function thinned(values: number[]): number[] {
  if (values.length <= POINTS) return values;
  return Array.from({ length: POINTS }, (_, i) => values[Math.floor((i * values.length) / POINTS)] ?? 0);
}

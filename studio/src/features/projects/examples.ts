import drawings from '../../../target/examples/drawings.json?url';
import gestures from '../../../target/examples/gestures.json?url';
import moods from '../../../target/examples/moods.json?url';
import type { Found } from './found';
import type { Kind } from './kinds';

/** The examples that Insula comes with. */
export const EXAMPLES = [
  { name: 'drawings', kind: 'picture', url: drawings },
  { name: 'gestures', kind: 'movement', url: gestures },
  { name: 'moods', kind: 'text', url: moods },
] as const satisfies readonly { name: string; kind: Kind; url: string }[];

export type ReadyExample = (typeof EXAMPLES)[number];

interface Packed {
  files: { label: string; name: string; group?: string; base64: string }[];
}

/** The files of a ready example. */
export async function unpack(example: ReadyExample): Promise<Found[]> {
  const packed = (await (await fetch(example.url)).json()) as Packed;
  return packed.files.map(({ label, name, group, base64 }) => ({
    file: new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]),
    name,
    label,
    group,
  }));
}

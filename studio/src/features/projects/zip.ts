const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const MOST_BYTES = 2_000_000_000;
const MOST_FILES = 100_000;

export const isZip = (name: string) => /\.zip$/i.test(name);

export interface ZipFile {
  path: string;
  content: Blob;
}

/**
 * The files of a zip.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 * @throws Error if it is none, or holds more than 2 GB or 100,000 files
 */
export async function unzip(zip: Blob): Promise<ZipFile[]> {
  const tail = new DataView(await zip.slice(Math.max(0, zip.size - 65_557)).arrayBuffer());
  const end = endRecord(tail);
  const count = tail.getUint16(end + 10, true);
  const directory = new DataView(
    await zip
      .slice(tail.getUint32(end + 16, true), tail.getUint32(end + 16, true) + tail.getUint32(end + 12, true))
      .arrayBuffer(),
  );
  const files: ZipFile[] = [];
  let at = 0;
  let total = 0;
  for (let i = 0; i < Math.min(count, MOST_FILES) && directory.getUint32(at, true) === ENTRY; i++) {
    const nameLength = directory.getUint16(at + 28, true);
    const path = new TextDecoder().decode(new Uint8Array(directory.buffer, at + 46, nameLength));
    total += directory.getUint32(at + 24, true);
    if (total > MOST_BYTES) throw new Error('The zip holds more than 2 GB; unpack it and drop the folder.');
    if (!path.endsWith('/')) files.push({ path, content: await content(zip, directory, at) });
    at += 46 + nameLength + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
  }
  return files;
}

function endRecord(tail: DataView): number {
  for (let at = tail.byteLength - 22; at >= 0; at--) {
    if (tail.getUint32(at, true) === END) return at;
  }
  throw new Error('The file is no whole zip; pack it again and drop it.');
}

async function content(zip: Blob, directory: DataView, at: number): Promise<Blob> {
  const method = directory.getUint16(at + 10, true);
  const size = directory.getUint32(at + 20, true);
  const start = directory.getUint32(at + 42, true);
  const local = new DataView(await zip.slice(start, start + 30).arrayBuffer());
  if (local.getUint32(0, true) !== LOCAL) throw new Error('The zip is damaged; pack it again and drop it.');
  const from = start + 30 + local.getUint16(26, true) + local.getUint16(28, true);
  const bytes = zip.slice(from, from + size);
  if (method === STORED) return bytes;
  if (method !== DEFLATED)
    throw new Error('The zip is packed in a way that browsers cannot read; pack it again.');
  return new Response(bytes.stream().pipeThrough(new DecompressionStream('deflate-raw'))).blob();
}

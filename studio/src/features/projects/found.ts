import type { Kind } from './kinds';
import { isZip, unzip } from './zip';

/** A file that was dropped or chosen, and what its folders say of it. */
export interface Found {
  file: Blob;
  name: string;
  /** The folder it is in; empty for a file that came alone. */
  label: string;
  /** A folder between the label's and the file: a person or a recording. */
  group?: string | undefined;
}

const ENDINGS: [RegExp, Kind][] = [
  [/\.(jpe?g|png|webp|gif|bmp)$/i, 'picture'],
  [/\.(wav|mp3|ogg|oga|opus|flac|m4a|aac|aiff?|webm)$/i, 'sound'],
  [/\.(csv|tsv)$/i, 'movement'],
  [/\.(txt|md)$/i, 'text'],
];

/** What a file is by its ending; undefined for what cannot be learned from. */
export function kindOfFile(name: string): Kind | undefined {
  return ENDINGS.find(([ending]) => ending.test(name))?.[1];
}

/** What most of the files are. */
export function kindOfFiles(files: Found[]): Kind | undefined {
  const counts = new Map<Kind, number>();
  for (const { name } of files) {
    const kind = kindOfFile(name);
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** A path such as drawings/boat/anna/01.png: its label is the first folder below the one that was dropped. */
export function placed(path: string, file: Blob): Found {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const name = parts.pop() ?? 'example';
  const label = parts.length > 1 ? parts[1] : parts[0];
  return { file, name, label: label ?? '', group: parts.length > 2 ? parts.slice(2).join('/') : undefined };
}

const isHidden = (path: string) => /(^|\/)(\.|__MACOSX)/.test(path);

async function ofEntry(entry: FileSystemEntry, path: string): Promise<Found[]> {
  if (isHidden(entry.name)) return [];
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return path === '' ? ofFile(file) : [placed(`${path}/${entry.name}`, file)];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const all: Found[] = [];
  const next = () => new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
  for (let some = await next(); some.length > 0; some = await next()) {
    for (const each of some) all.push(...(await ofEntry(each, `${path}/${entry.name}`)));
  }
  return all;
}

async function ofFile(file: File): Promise<Found[]> {
  if (!isZip(file.name)) return [{ file, name: file.name, label: '' }];
  const within = file.name.replace(/\.zip$/i, '');
  const files = await unzip(file);
  const hasRoot = files.every(
    ({ path }) => path.split('/')[0] === files[0]?.path.split('/')[0] && path.split('/').length > 2,
  );
  return files
    .filter(({ path }) => !isHidden(path))
    .map(({ path, content }) => placed(hasRoot ? path : `${within}/${path}`, content));
}

/** What was dropped: files, folders, zips. Must be called within the event. */
export async function dropped(transfer: DataTransfer): Promise<{ name: string; files: Found[] }> {
  const entries = [...transfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  const loose = entries.length === 0 ? [...transfer.files] : [];
  const files = [
    ...(await Promise.all(entries.map((entry) => ofEntry(entry, '')))).flat(),
    ...(await Promise.all(loose.map(ofFile))).flat(),
  ];
  return { name: (entries[0]?.name ?? loose[0]?.name ?? '').replace(/\.zip$/i, ''), files };
}

/** What was chosen in a dialog of the browser. */
export async function chosen(list: FileList): Promise<{ name: string; files: Found[] }> {
  const files = [...list];
  const first = files[0]?.webkitRelativePath.split('/')[0] || files[0]?.name || '';
  const found = await Promise.all(
    files.map(async (file) =>
      file.webkitRelativePath === ''
        ? ofFile(file)
        : isHidden(file.webkitRelativePath)
          ? []
          : [placed(file.webkitRelativePath, file)],
    ),
  );
  return { name: first.replace(/\.zip$/i, ''), files: found.flat() };
}

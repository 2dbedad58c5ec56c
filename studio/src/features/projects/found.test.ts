import { expect, test } from 'vitest';
import { kindOfFiles, placed } from './found';
import { unzip } from './zip';

const file = new Blob(['x']);

test('the folder below the one that was dropped is the label, deeper ones the group', () => {
  expect(placed('drawings/boat/01.png', file)).toMatchObject({
    label: 'boat',
    name: '01.png',
    group: undefined,
  });
  expect(placed('drawings/boat/anna/01.png', file)).toMatchObject({ label: 'boat', group: 'anna' });
  expect(placed('boat/01.png', file)).toMatchObject({ label: 'boat', name: '01.png' });
});

test('files are of the kind that most of them are', () => {
  const named = (...names: string[]) => names.map((name) => ({ file, name, label: 'a' }));
  expect(kindOfFiles(named('a.wav', 'b.mp3', 'cover.jpg'))).toBe('sound');
  expect(kindOfFiles(named('readme.pdf'))).toBeUndefined();
});

// Made with Python's zipfile: a/b.txt, once as it is and once deflated.
const STORED =
  'UEsDBBQAAAAAAAAAIQCsKpPYAgAAAAIAAAAHAAAAYS9iLnR4dGhpUEsBAhQDFAAAAAAAAAAhAKwqk9gCAAAAAgAAAAcAAAAAAAAAAAAAAIABAAAAAGEvYi50eHRQSwUGAAAAAAEAAQA1AAAAJwAAAAAA';
const DEFLATED =
  'UEsDBBQAAAAIAAAAIQCtuDz+BwAAAFAAAAAHAAAAYS9iLnR4dMvIzKAqBABQSwECFAMUAAAACAAAACEArbg8/gcAAABQAAAABwAAAAAAAAAAAAAAgAEAAAAAYS9iLnR4dFBLBQYAAAAAAQABADUAAAAsAAAAAAA=';
const zipped = (base64: string) =>
  new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]);

test('a zip is read, and what is none is said to be none', async () => {
  const [stored] = await unzip(zipped(STORED));
  expect(stored?.path).toBe('a/b.txt');
  expect(await stored?.content.text()).toBe('hi');
  const [deflated] = await unzip(zipped(DEFLATED));
  expect(await deflated?.content.text()).toBe('hi'.repeat(40));
  await expect(unzip(new Blob(['no zip, but long enough to hold the end of one']))).rejects.toThrow(
    'no whole zip',
  );
});

import { address, download } from '../../api/client';

/** Fetches what an address gives, with the session's key, and has the browser save it. */
export async function save(path: string, given: object, name: string) {
  const url = URL.createObjectURL(await download(address(path, given)));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

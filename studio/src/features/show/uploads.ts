import { api } from '../../api/client';
import { Problem } from '../../api/problem';
import { session } from '../../api/session';
import type { Wire } from '../../api/wire';
import { store } from '../../ui/store';
import type { Found } from '../projects/found';

/** A file that could not be sent, and why. */
export interface Broken {
  name: string;
  failure: unknown;
}

export interface UploadState {
  isSending: boolean;
  done: number;
  total: number;
  /** How many were there already. */
  known: number;
  broken: Broken[];
}

const IDLE: UploadState = { isSending: false, done: 0, total: 0, known: 0, broken: [] };
const MOST_FILES = 40;
const MOST_BYTES = 16_000_000;
/** From so many on it is worth asking which are there already. */
const MANY = 20;
const MOST_HASHES = 5_000;

/**
 * Sends examples in order, a few at a time. What is there already is not sent, so that dropping a folder again goes on
 * where it was broken off; while the server does not answer, it waits; what is refused is named and the rest goes on.
 */
export class Uploads {
  readonly state = store<UploadState>(IDLE);
  private readonly project: string;
  private queue: Found[] = [];
  private running = false;
  private readonly listeners = new Set<(added: Wire<'Example'>[]) => void>();

  constructor(project: string) {
    this.project = project;
  }

  /** Tells what is there now, a few at a time. */
  onAdded(listener: (added: Wire<'Example'>[]) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  add(files: Found[]) {
    if (files.length === 0) return;
    const now = this.state.get();
    const before = now.isSending ? now : IDLE;
    this.state.set({ ...before, isSending: true, total: before.total + files.length });
    this.queue.push(...files);
    void this.run();
  }

  /** Takes what was broken off the list. */
  forget() {
    if (!this.state.get().isSending) this.state.set(IDLE);
  }

  private async run() {
    if (this.running) return;
    this.running = true;
    while (this.queue.length > 0) {
      const some =
        this.queue.length >= MANY
          ? await this.unknown(this.queue.splice(0, MOST_HASHES))
          : this.queue.splice(0);
      while (some.length > 0) await this.send(batch(some));
    }
    this.running = false;
    this.state.set({ ...this.state.get(), isSending: false });
  }

  private progress(done: number, more: Partial<UploadState> = {}) {
    const now = this.state.get();
    this.state.set({ ...now, done: now.done + done, ...more });
  }

  /** Those that the project has not got yet. */
  private async unknown(files: Found[]): Promise<Found[]> {
    if (!globalThis.crypto?.subtle) return files;
    const hashes = await Promise.all(files.map((found) => sha256(found.file)));
    const asked = { path: { project: this.project }, json: { sha256: hashes } };
    const { known } = await this.patiently(() => api.post('/api/projects/{project}/known', asked));
    const there = new Set(known);
    const fresh = files.filter((_, i) => !there.has(hashes[i] ?? ''));
    const skipped = files.length - fresh.length;
    this.progress(skipped, { known: this.state.get().known + skipped });
    return fresh;
  }

  private async send(files: Found[]): Promise<void> {
    try {
      const sent = await this.patiently(() =>
        api.post('/api/projects/{project}/examples', { path: { project: this.project }, body: form(files) }),
      );
      this.progress(files.length, { known: this.state.get().known + sent.known });
      for (const listener of this.listeners) listener(sent.examples);
    } catch (failure) {
      const [only] = files;
      if (files.length > 1) {
        for (const each of files) await this.send([each]);
      } else if (only) {
        this.progress(1, { broken: [...this.state.get().broken, { name: only.name, failure }] });
      }
    }
  }

  /** Waits while nothing answers, or the server is busy. */
  private async patiently<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch (failure) {
        const passes = failure instanceof Problem && [0, 401, 429, 503].includes(failure.status);
        if (!passes) throw failure;
        await ready(failure.retryAfter ?? 1);
      }
    }
  }
}

/** When it is worth trying again. */
function ready(seconds: number): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      const { reachable, keyWanted } = session.get();
      if (reachable && !keyWanted) resolve();
      else setTimeout(look, 500);
    };
    setTimeout(look, 1000 * seconds);
  });
}

/** Takes from the front what goes into one request. */
function batch(files: Found[]): Found[] {
  let bytes = 0;
  let count = 0;
  while (count < files.length && count < MOST_FILES) {
    bytes += files[count]?.file.size ?? 0;
    if (count > 0 && bytes > MOST_BYTES) break;
    count++;
  }
  return files.splice(0, count);
}

function form(files: Found[]): FormData {
  const data = new FormData();
  for (const { file, name, label, group } of files) {
    data.append('label', label);
    data.append('group', group ?? '');
    data.append('file', file, name);
  }
  return data;
}

async function sha256(file: Blob): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const uploads = new Map<string, Uploads>();

/** The uploads of a project, which go on whatever view is open. */
export function uploadsOf(project: string): Uploads {
  const there = uploads.get(project) ?? new Uploads(project);
  uploads.set(project, there);
  return there;
}

import { api } from '../../api/client';
import { follow } from '../../api/events';
import { Problem } from '../../api/problem';
import { keys, queries } from '../../api/queries';
import type { Wire } from '../../api/wire';
import { store } from '../../ui/store';

/** How far the teaching is. */
export type TeachingState =
  /** Nothing was changed, or too little is there to teach. */
  | { kind: 'idle' }
  /** A change waits for a moment of quiet. */
  | { kind: 'waiting' }
  | { kind: 'teaching'; progress: number }
  | { kind: 'failed'; failure: unknown };

const QUIET_MILLIS = 500;
const AGAIN_MILLIS = 2_000;

/**
 * There is no button for it: shortly after a change the project is taught, and once more if it changed meanwhile. One job
 * at a time runs for a project; where somebody else's runs, its end is waited for.
 */
export class Teaching {
  readonly state = store<TeachingState>({ kind: 'idle' });
  private readonly project: string;
  private changes = 0;
  private taught = 0;
  private enough = false;
  private holds = 0;
  private running = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stop = new AbortController();

  constructor(project: string) {
    this.project = project;
  }

  open() {
    this.stop = new AbortController();
  }

  close() {
    clearTimeout(this.timer);
    this.stop.abort();
  }

  /** Whether there are two labels. */
  mayTeach(enough: boolean) {
    this.enough = enough;
    this.later();
  }

  /** Something was added, relabelled or deleted: what is listed is looked up again and the project is taught. */
  changed() {
    this.changes++;
    for (const key of [keys.labels(this.project), keys.examples(this.project), keys.project(this.project)]) {
      void queries.invalidateQueries({ queryKey: key, exact: key.length === 2 });
    }
    this.later();
  }

  /** While much is being sent, teaching waits for its end; the caller ends it with what is returned. */
  hold(): () => void {
    this.holds++;
    return () => {
      this.holds--;
      this.later();
    };
  }

  private later(millis = QUIET_MILLIS) {
    clearTimeout(this.timer);
    if (this.running || this.holds > 0 || this.changes === this.taught) return;
    if (!this.enough) {
      this.state.set({ kind: 'idle' });
      return;
    }
    this.state.set({ kind: 'waiting' });
    this.timer = setTimeout(() => void this.teach(), millis);
  }

  private async teach() {
    const about = this.changes;
    this.running = true;
    this.state.set({ kind: 'teaching', progress: 0 });
    try {
      const job = await this.begin();
      this.taught = about;
      await this.watch(job);
      await queries.invalidateQueries({ queryKey: keys.versions(this.project) });
      this.state.set({ kind: 'idle' });
    } catch (failure) {
      this.fail(failure, about);
    } finally {
      this.running = false;
      if (!this.stop.signal.aborted)
        this.later(this.state.get().kind === 'failed' ? AGAIN_MILLIS : QUIET_MILLIS);
    }
  }

  private fail(failure: unknown, about: number) {
    if (this.stop.signal.aborted) return;
    const willPass = failure instanceof Problem && [0, 409, 429, 503].includes(failure.status);
    // What was refused for good is tried again after the next change only.
    if (!willPass) this.taught = about;
    if (!(failure instanceof Problem && failure.status === 409)) this.state.set({ kind: 'failed', failure });
  }

  private begin(): Promise<Wire<'Job'>> {
    return api.post('/api/projects/{project}/teach', {
      path: { project: this.project },
      signal: this.stop.signal,
    });
  }

  private async watch(job: Wire<'Job'>) {
    let last = job;
    await follow(
      `/api/jobs/${job.id}/events`,
      (_, data) => {
        last = data as Wire<'Job'>;
        if (last.state === 'running') this.state.set({ kind: 'teaching', progress: last.progress });
      },
      this.stop.signal,
    );
    if (last.state === 'failed') throw new Problem(422, last.error ?? '');
  }
}

import { lastAtMost } from './timeline';

/** Plays a recording, and tells where it is each time that a picture can be drawn. */
export class Playhead {
  private readonly audio: HTMLAudioElement;
  private readonly watchers = new Set<() => void>();
  private frame = 0;
  private failed = false;
  readonly duration: number;

  constructor(url: string, duration: number) {
    this.duration = duration;
    this.audio = new Audio(url);
    this.audio.preload = 'auto';
    for (const event of ['play', 'pause', 'seeked', 'ended']) this.audio.addEventListener(event, this.tell);
    this.audio.addEventListener('error', () => {
      this.failed = true;
      this.tell();
    });
    this.audio.addEventListener('play', this.run);
  }

  get seconds(): number {
    return Math.min(this.audio.currentTime, this.duration);
  }

  get playing(): boolean {
    return !this.audio.paused;
  }

  /** Whether the browser cannot play it. */
  get mute(): boolean {
    return this.failed;
  }

  toggle = () => {
    if (this.audio.paused) {
      this.audio.play().catch(() => {
        this.failed = true;
        this.tell();
      });
    } else {
      this.audio.pause();
    }
  };

  seek = (seconds: number) => {
    this.audio.currentTime = Math.max(0, Math.min(seconds, this.duration));
    this.tell();
  };

  /** To the beat before or after; by a second where there are none. */
  step = (beats: readonly number[], direction: 1 | -1) => {
    const now = this.seconds;
    const at = direction > 0 ? lastAtMost(beats, now + 0.02) + 1 : lastAtMost(beats, now - 0.2);
    this.seek(beats[at] ?? now + direction);
  };

  /** @returns how to stop being told */
  watch = (watcher: () => void) => {
    this.watchers.add(watcher);
    return () => {
      this.watchers.delete(watcher);
    };
  };

  close() {
    cancelAnimationFrame(this.frame);
    this.watchers.clear();
    this.audio.pause();
    this.audio.removeAttribute('src');
  }

  private tell = () => {
    for (const watcher of this.watchers) watcher();
  };

  private run = () => {
    cancelAnimationFrame(this.frame);
    const next = () => {
      this.tell();
      if (!this.audio.paused) this.frame = requestAnimationFrame(next);
    };
    this.frame = requestAnimationFrame(next);
  };
}

import { SourceLack } from './source';

const WAIT_MILLIS = 1_500;
const USUAL_RATE = 60;

interface Asking {
  requestPermission?: () => Promise<'granted' | 'denied'>;
}

/** The sensors of a phone or tablet: acceleration with gravity, three numbers a sample. */
export class Motion {
  readonly channels = ['ax', 'ay', 'az'];
  readonly rate: number;
  private readonly listeners = new Set<(sample: number[]) => void>();
  private readonly kept: number[][] = [];

  private constructor(rate: number) {
    this.rate = rate;
    window.addEventListener('devicemotion', this.moved);
  }

  /** @throws SourceLack if there is no sensor, or it is not given */
  static async open(): Promise<Motion> {
    if (typeof DeviceMotionEvent === 'undefined') throw new SourceLack('absent');
    const asking = DeviceMotionEvent as unknown as Asking;
    if (asking.requestPermission && (await asking.requestPermission()) !== 'granted') {
      throw new SourceLack('refused');
    }
    const first = await new Promise<DeviceMotionEvent | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), WAIT_MILLIS);
      const once = (event: DeviceMotionEvent) => {
        clearTimeout(timer);
        resolve(event);
      };
      window.addEventListener('devicemotion', once, { once: true });
    });
    if (first?.accelerationIncludingGravity?.x == null) throw new SourceLack('absent');
    return new Motion(first.interval > 0 ? Math.round(1000 / first.interval) : USUAL_RATE);
  }

  private readonly moved = (event: DeviceMotionEvent) => {
    const { x, y, z } = event.accelerationIncludingGravity ?? {};
    if (x == null || y == null || z == null) return;
    const sample = [x, y, z];
    this.kept.push(sample);
    if (this.kept.length > 20 * this.rate) this.kept.shift();
    for (const listener of this.listeners) listener(sample);
  };

  listen(listener: (sample: number[]) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  last(seconds: number): number[][] {
    return this.kept.slice(-Math.round(seconds * this.rate));
  }

  close() {
    window.removeEventListener('devicemotion', this.moved);
  }
}

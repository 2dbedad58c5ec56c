import worklet from './microphone.worklet.js?url';
import { media, SourceLack } from './source';

const KEPT_SECONDS = 12;

/** The microphone, while it is on; the last seconds are kept in memory, so that a moment can be taken afterwards. */
export class Microphone {
  readonly stream: MediaStream;
  readonly rate: number;
  private readonly context: AudioContext;
  private readonly ring: Float32Array;
  private written = 0;
  private readonly listeners = new Set<(block: Float32Array) => void>();

  private constructor(stream: MediaStream, context: AudioContext) {
    this.stream = stream;
    this.context = context;
    this.rate = context.sampleRate;
    this.ring = new Float32Array(KEPT_SECONDS * this.rate);
  }

  /** @throws SourceLack */
  static async open(): Promise<Microphone> {
    const stream = await media({
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 },
    });
    const context = new AudioContext();
    const microphone = new Microphone(stream, context);
    try {
      await context.audioWorklet.addModule(worklet);
      const tap = new AudioWorkletNode(context, 'insula-tap', { numberOfOutputs: 0 });
      tap.port.onmessage = ({ data }: MessageEvent<Float32Array>) => microphone.heard(data);
      context.createMediaStreamSource(stream).connect(tap);
      await context.resume();
    } catch {
      microphone.close();
      throw new SourceLack('absent');
    }
    return microphone;
  }

  private heard(block: Float32Array) {
    for (const sample of block) this.ring[this.written++ % this.ring.length] = sample;
    for (const listener of this.listeners) listener(block);
  }

  /** Tells each block of samples, of full scale 1. */
  listen(listener: (block: Float32Array) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** How many samples were heard since it was opened. */
  get heardSamples() {
    return this.written;
  }

  /** The samples from a moment on, as far as they are kept. */
  since(sample: number): Float32Array {
    const from = Math.max(0, sample, this.written - this.ring.length);
    const clip = new Float32Array(Math.max(0, this.written - from));
    for (let i = 0; i < clip.length; i++) clip[i] = this.ring[(from + i) % this.ring.length] ?? 0;
    return clip;
  }

  last(seconds: number): Float32Array {
    return this.since(this.written - Math.round(seconds * this.rate));
  }

  close() {
    for (const track of this.stream.getTracks()) track.stop();
    void this.context.close();
  }
}

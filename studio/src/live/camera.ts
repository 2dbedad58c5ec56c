import type { Sent } from './answer';
import { media } from './source';

const LIVE_SIDE = 480;
const EXAMPLE_SIDE = 720;

/** A picture of the camera as a file. */
export interface Frame extends Sent {
  file: Blob;
}

/** How light a picture is, from 0 to 1. */
export interface Light {
  mean: number;
  /** How far its parts differ. */
  spread: number;
}

/** The camera, while it is on. */
export class Camera {
  readonly stream: MediaStream;
  private readonly video: HTMLVideoElement;
  private readonly canvas = document.createElement('canvas');
  private readonly tiny = document.createElement('canvas');

  private constructor(stream: MediaStream, video: HTMLVideoElement) {
    this.stream = stream;
    this.video = video;
    this.tiny.width = 16;
    this.tiny.height = 12;
  }

  /** @throws SourceLack */
  static async open(): Promise<Camera> {
    const stream = await media({
      video: { width: { ideal: 960 }, height: { ideal: 720 }, facingMode: 'user' },
    });
    const video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    await video.play();
    return new Camera(stream, video);
  }

  get width() {
    return this.video.videoWidth;
  }

  get height() {
    return this.video.videoHeight;
  }

  /** Has something done with the next picture. */
  next(then: () => void) {
    if ('requestVideoFrameCallback' in this.video) this.video.requestVideoFrameCallback(then);
    else requestAnimationFrame(then);
  }

  /** The picture of now, small enough to be sent many times a second. */
  grab() {
    return this.take(LIVE_SIDE, 0.8);
  }

  /** The picture of now, to be kept. */
  shoot() {
    return this.take(EXAMPLE_SIDE, 0.9);
  }

  private take(side: number, quality: number): Promise<Frame> {
    const at = performance.now();
    const scale = Math.min(1, side / Math.max(this.width, this.height));
    const width = Math.max(1, Math.round(this.width * scale));
    const height = Math.max(1, Math.round(this.height * scale));
    const canvas = this.canvas;
    canvas.width = width;
    canvas.height = height;
    canvas.getContext('2d', { alpha: false })?.drawImage(this.video, 0, 0, width, height);
    return new Promise((resolve, reject) => {
      canvas.toBlob(
        (file) => (file ? resolve({ file, at, width, height }) : reject(new Error('The picture is empty.'))),
        'image/jpeg',
        quality,
      );
    });
  }

  light(): Light {
    const context = this.tiny.getContext('2d', { willReadFrequently: true });
    if (!context) return { mean: 0.5, spread: 0.5 };
    context.drawImage(this.video, 0, 0, this.tiny.width, this.tiny.height);
    const { data } = context.getImageData(0, 0, this.tiny.width, this.tiny.height);
    const values: number[] = [];
    for (let i = 0; i < data.length; i += 4) {
      values.push((0.299 * (data[i] ?? 0) + 0.587 * (data[i + 1] ?? 0) + 0.114 * (data[i + 2] ?? 0)) / 255);
    }
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    return { mean, spread: Math.max(...values) - Math.min(...values) };
  }

  close() {
    for (const track of this.stream.getTracks()) track.stop();
    this.video.srcObject = null;
  }
}

import { type Store, store } from '../ui/store';
import type { Heard, LiveAnswer, LiveEvent } from './answer';
import { Camera } from './camera';
import { Microphone } from './microphone';
import { Motion } from './motion';
import { LiveSocket } from './socket';
import { s16le } from './sound';
import { type Lack, lackOf } from './source';
import { type Stable, stability } from './stable';

/** What a project's kind is looked at or listened to with. */
export type Sense = 'camera' | 'microphone' | 'motion' | 'keyboard';

export function senseOf(kind: string): Sense {
  switch (kind) {
    case 'sound':
      return 'microphone';
    case 'movement':
      return 'motion';
    case 'text':
      return 'keyboard';
    default:
      return 'camera';
  }
}

/** Whether the camera, microphone or sensor is on. */
export type Sensing =
  | { kind: 'off' }
  | { kind: 'starting' }
  | { kind: 'camera'; camera: Camera }
  | { kind: 'microphone'; microphone: Microphone }
  | { kind: 'motion'; motion: Motion }
  | { kind: 'lacking'; lack: Lack };

/** How quickly answers come. */
export interface Pace {
  /** From a picture to its answer, the median of the last ones. */
  millis?: number | undefined;
  perSecond: number;
}

const REMEMBERED = 30;

/**
 * The live side of a project: a camera, microphone, sensor or text that is shown to a model, and what this answers. It has
 * no view of its own; `useLive` watches it. Rules listen with `onAnswer` and `onEvent`.
 */
export class LiveSession {
  readonly sense: Sense;
  readonly sensing: Store<Sensing> = store<Sensing>({ kind: 'off' });
  readonly answer: Store<LiveAnswer | undefined> = store<LiveAnswer | undefined>(undefined);
  /** Where something is in view, be it the guide's answer: for coaching alone. */
  readonly seen: Store<LiveAnswer | undefined> = store<LiveAnswer | undefined>(undefined);
  /** What has been the answer for a second: to be read out. */
  readonly stable: Store<Stable | undefined> = store<Stable | undefined>(undefined);
  readonly pace: Store<Pace> = store<Pace>({ perSecond: 0 });
  readonly connected: Store<boolean> = store(false);
  private readonly answerListeners = new Set<(answer: LiveAnswer) => void>();
  private readonly eventListeners = new Set<(event: LiveEvent) => void>();
  private model: string | undefined;
  private isGuide = false;
  private socket: LiveSocket | undefined;
  private settle = stability();
  private times: number[] = [];
  private waits: number[] = [];
  private deafen: (() => void) | undefined;
  private typed: string | undefined;
  private asked: string | undefined;

  constructor(kind: string) {
    this.sense = senseOf(kind);
  }

  /**
   * Asks another model from now on: after each change of the project its newest version.
   *
   * @param isGuide whether it is only to tell where something is, while nothing is taught yet
   */
  follow(model: string | undefined, isGuide = false) {
    if (model === this.model) return;
    this.model = model;
    this.isGuide = isGuide;
    this.connect();
  }

  /** Turns the camera, microphone or sensor on; what stands in the way is told by `sensing`. */
  async start(): Promise<void> {
    const now = this.sensing.get().kind;
    if (now !== 'off' && now !== 'lacking') return;
    this.sensing.set({ kind: 'starting' });
    try {
      this.sensing.set(await this.open());
    } catch (failure) {
      this.sensing.set({ kind: 'lacking', lack: lackOf(failure).lack });
    }
    this.connect();
  }

  private async open(): Promise<Sensing> {
    switch (this.sense) {
      case 'camera':
        return { kind: 'camera', camera: await Camera.open() };
      case 'microphone':
        return { kind: 'microphone', microphone: await Microphone.open() };
      case 'motion':
        return { kind: 'motion', motion: await Motion.open() };
      case 'keyboard':
        return { kind: 'off' };
    }
  }

  /** Turns it off, at once and for sure. */
  stop() {
    const now = this.sensing.get();
    this.disconnect();
    if (now.kind === 'camera') now.camera.close();
    if (now.kind === 'microphone') now.microphone.close();
    if (now.kind === 'motion') now.motion.close();
    this.sensing.set({ kind: 'off' });
    this.answer.set(undefined);
    this.seen.set(undefined);
    this.stable.set(undefined);
  }

  /** A text that is being written. */
  type(text: string) {
    this.typed = text.trim() === '' ? undefined : text;
    if (this.typed === undefined) this.answer.set(undefined);
    if (this.socket === undefined) this.connect();
    this.askText();
  }

  /** The text that is being written, if it is one. */
  get text() {
    return this.typed;
  }

  /** Tells every answer, many times a second. */
  onAnswer(listener: (answer: LiveAnswer) => void): () => void {
    this.answerListeners.add(listener);
    return () => {
      this.answerListeners.delete(listener);
    };
  }

  /** Things that happened once, as sounds and movements do. */
  onEvent(listener: (event: LiveEvent) => void): () => void {
    this.eventListeners.add(listener);
    return () => {
      this.eventListeners.delete(listener);
    };
  }

  private disconnect() {
    this.deafen?.();
    this.deafen = undefined;
    this.socket?.close();
    this.socket = undefined;
    this.connected.set(false);
  }

  private connect() {
    this.disconnect();
    const query = this.query();
    if (this.model === undefined || query === undefined) return;
    this.settle = stability();
    this.socket = new LiveSocket({
      model: this.model,
      query,
      heard: (heard) => this.heard(heard),
      opened: (open) => {
        this.connected.set(open);
        if (open) this.begin();
      },
    });
    this.deafen = this.pour();
  }

  /** What the socket is told of the source; undefined while there is none. */
  private query(): Record<string, string> | undefined {
    const now = this.sensing.get();
    switch (now.kind) {
      case 'camera':
        return {};
      case 'microphone':
        return { rate: String(now.microphone.rate), format: 's16le' };
      case 'motion':
        return { rate: String(now.motion.rate), channels: now.motion.channels.join(',') };
      default:
        return this.sense === 'keyboard' && this.typed !== undefined ? {} : undefined;
    }
  }

  private begin() {
    if (this.sensing.get().kind === 'camera') this.look();
    else this.askText();
  }

  /** Streams go on by themselves. */
  private pour(): (() => void) | undefined {
    const now = this.sensing.get();
    if (now.kind === 'microphone') {
      return now.microphone.listen((block) => this.socket?.stream(s16le(block)));
    }
    if (now.kind === 'motion') {
      return now.motion.listen((sample) => this.socket?.stream(JSON.stringify(sample)));
    }
    return undefined;
  }

  /** One picture after the other: the next one is taken while nobody waits for an answer. */
  private look() {
    const now = this.sensing.get();
    const socket = this.socket;
    if (now.kind !== 'camera' || !socket?.isOpen || socket.waiting) return;
    now.camera.next(async () => {
      if (socket !== this.socket || socket.waiting || document.hidden) return this.lookLater();
      const frame = await now.camera.grab();
      if (!socket.waiting) socket.ask(frame.file, frame);
    });
  }

  private lookLater() {
    setTimeout(() => this.look(), 200);
  }

  private askText() {
    const socket = this.socket;
    if (this.typed === undefined || !socket?.isOpen || socket.waiting) return;
    this.asked = this.typed;
    socket.ask(this.typed, { at: performance.now(), width: 1, height: 1 });
  }

  private heard(heard: Heard) {
    if (heard.kind === 'hello') return;
    const { answer, events } = heard;
    this.seen.set(answer);
    if (this.isGuide) return this.look();
    this.answer.set(this.sense === 'keyboard' && this.typed === undefined ? undefined : answer);
    this.stable.set(this.settle(answer));
    this.measure(answer);
    for (const listener of this.answerListeners) listener(answer);
    for (const event of events) for (const listener of this.eventListeners) listener(event);
    this.look();
    if (this.asked !== this.typed) this.askText();
  }

  private measure(answer: LiveAnswer) {
    this.times = [...this.times, answer.at].slice(-REMEMBERED);
    if (answer.kind !== 'nothing' && answer.millis !== undefined) {
      this.waits = [...this.waits, answer.millis].slice(-REMEMBERED);
    }
    const [first] = this.times;
    const passed = answer.at - (first ?? answer.at);
    this.pace.set({
      millis:
        this.waits.length === 0 ? undefined : [...this.waits].sort((a, b) => a - b)[this.waits.length >> 1],
      perSecond: passed > 0 ? (1000 * (this.times.length - 1)) / passed : 0,
    });
  }
}

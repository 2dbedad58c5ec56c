import { session } from '../api/session';
import { type Heard, hear, type Sent } from './answer';

const SOONEST_MILLIS = 300;
const LATEST_MILLIS = 5_000;

export interface LiveSocketOptions {
  /** A model's name; a draft is NAME@NUMBER. */
  model: string;
  /** What stands after the address, such as rate=48000. */
  query?: Record<string, string>;
  heard: (heard: Heard) => void;
  /** Whether it is open; it opens itself again until it is closed here. */
  opened: (open: boolean) => void;
}

/** A socket on which a model is asked while things happen. Pictures are answered one for one. */
export class LiveSocket {
  private readonly options: LiveSocketOptions;
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wait = SOONEST_MILLIS;
  private closed = false;
  private sent: Sent | undefined;
  /** Whether a picture is being looked at. */
  waiting = false;

  constructor(options: LiveSocketOptions) {
    this.options = options;
    this.open();
  }

  get isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  /** Bytes that were not sent yet. */
  get buffered() {
    return this.socket?.bufferedAmount ?? 0;
  }

  private open() {
    const query = new URLSearchParams(this.options.query ?? {});
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const path = `/api/live/${encodeURIComponent(this.options.model)}`;
    const key = session.key();
    // A browser cannot send the key as a header here; the server names the first of these in its answer, never the key.
    const protocols = key === undefined ? [] : ['insula', `insula-key.${key}`];
    const socket = new WebSocket(`${scheme}://${location.host}${path}?${query}`, protocols);
    this.socket = socket;
    socket.onopen = () => {
      this.wait = SOONEST_MILLIS;
      this.waiting = false;
      this.options.opened(true);
    };
    socket.onmessage = (event) => this.message(String(event.data));
    socket.onclose = () => this.again();
  }

  private message(data: string) {
    const heard = hear(data, performance.now(), this.sent);
    if (heard === undefined) return;
    if (heard.kind === 'answer') this.waiting = false;
    this.options.heard(heard);
  }

  private again() {
    if (this.closed) return;
    this.options.opened(false);
    this.timer = setTimeout(() => this.open(), this.wait);
    this.wait = Math.min(LATEST_MILLIS, this.wait * 2);
  }

  /** Sends a picture or a text, which is answered. */
  ask(content: Blob | string, about: Sent) {
    if (!this.isOpen) return;
    this.sent = about;
    this.waiting = true;
    this.socket?.send(content);
  }

  /** Sends a piece of a stream. */
  stream(piece: ArrayBuffer | string) {
    if (this.isOpen) this.socket?.send(piece);
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    if (this.socket) {
      this.socket.onclose = null;
      this.socket.onmessage = null;
      this.socket.close();
    }
  }
}

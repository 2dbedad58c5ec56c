import type { Bar } from '../ui/Bars';

/** A rectangle of a picture in shares of its width and height, from its top left. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Answered {
  /** The most probable label; of an unknown, the one it would be. */
  label: string;
  /** From 0 to 1. */
  probability: number;
  /** The most probable labels, the first one first; one at least. */
  guesses: Bar[];
  /** When it was given, on the clock of `performance.now()`. */
  at: number;
  /** How long it took, in milliseconds, where that is known. */
  millis?: number | undefined;
  /** Where the face, hand or body is that it is about. */
  box?: Box | undefined;
  /** How many there are in view. */
  inView?: number | undefined;
}

/** What a model says about this moment. */
export type LiveAnswer =
  | ({ kind: 'recognised' } & Answered)
  | ({ kind: 'unknown' } & Answered)
  /** There was nothing to judge: silence, or no face in view; `why` is the server's sentence, if it said one. */
  | { kind: 'nothing'; why?: string | undefined; at: number };

/** Something that a stream says happened, once. */
export interface LiveEvent {
  label: string;
  probability: number;
  at: number;
}

/** What came on the socket, read once. */
export type Heard =
  | { kind: 'hello'; labels: string[]; windowSeconds?: number | undefined }
  | { kind: 'answer'; answer: LiveAnswer; events: LiveEvent[] };

type Json = Record<string, unknown>;

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
const number = (value: unknown) => (typeof value === 'number' ? value : undefined);
const list = (value: unknown) => (Array.isArray(value) ? (value as Json[]) : []);

function guesses(json: Json, label: string, probability: number): Bar[] {
  const top = list(json.top).map((guess) => ({
    label: text(guess.label) ?? '',
    share: number(guess.probability) ?? 0,
  }));
  return top.length > 0 ? top : [{ label, share: probability }];
}

function box(json: Json, width: number, height: number): Pick<Answered, 'box' | 'inView'> {
  const parts = [json.faces, json.hands, json.bodies].find(Array.isArray);
  if (parts === undefined) return {};
  const corners = (list(parts)[0]?.box ?? []) as number[];
  const [x, y, w, h] = corners;
  if (x === undefined || y === undefined || w === undefined || h === undefined)
    return { inView: parts.length };
  return {
    inView: parts.length,
    box: { x: x / width, y: y / height, width: w / width, height: h / height },
  };
}

function answer(json: Json, at: number, sent: Sent | undefined): LiveAnswer {
  const label = text(json.label);
  if (label === undefined) return { kind: 'nothing', why: text(json.error), at };
  const probability = number(json.probability) ?? 0;
  return {
    kind: json.unknown === true ? 'unknown' : 'recognised',
    label,
    probability,
    guesses: guesses(json, label, probability),
    at,
    millis: sent && at - sent.at,
    ...(sent ? box(json, sent.width, sent.height) : {}),
  };
}

function events(json: Json, at: number): LiveEvent[] {
  const told = json.event === undefined ? list(json.events) : [json.event as Json];
  return told.map((event) => ({
    label: text(event.label) ?? '',
    probability: number(event.probability) ?? 0,
    at,
  }));
}

/** The picture that an answer is about. */
export interface Sent {
  at: number;
  width: number;
  height: number;
}

/** Reads a message of the socket; undefined for what this page does not know. */
export function hear(message: string, at: number, sent?: Sent): Heard | undefined {
  const json: unknown = JSON.parse(message);
  if (json === null || typeof json !== 'object') return undefined;
  const told = json as Json;
  if (text(told.model) !== undefined) {
    return {
      kind: 'hello',
      labels: (told.labels as string[] | undefined) ?? [],
      windowSeconds: number(told.windowSeconds),
    };
  }
  return { kind: 'answer', answer: answer(told, at, sent), events: events(told, at) };
}

import { api } from '../../api/client';
import { flashTimes, stopFlashing } from './flashing';
import { pressKey } from './keys';
import type { Deed, Shake } from './rule';
import { play } from './sounding';

/** Why a device cannot do something. */
export type Unable = 'noVoice' | 'noVibration' | 'noMidi' | 'noMidiDevice' | 'noAddress';

/** What became of a deed. */
export type Outcome =
  | { kind: 'done' }
  /** Shown without flashing, as things may not move. */
  | { kind: 'still' }
  | { kind: 'unable'; why: Unable }
  | { kind: 'failed'; failure: unknown };

/** What a deed is told of what was seen. */
export interface Cause {
  label: string;
  probability: number;
  /** The name of the project. */
  project: string;
  language: string;
  mayMove: boolean;
}

const DONE: Outcome = { kind: 'done' };
const SHAKES: Record<Shake, number[]> = { short: [150], long: [600], twice: [200, 150, 200] };
const NOTE_MILLIS = 300;

/** What this browser cannot do at all, as far as that can be known without asking anybody. */
export function lacking(kind: Deed['kind']): Unable | undefined {
  if (kind === 'speech' && !('speechSynthesis' in window)) return 'noVoice';
  if (kind === 'vibration' && !('vibrate' in navigator)) return 'noVibration';
  if (kind === 'midi' && !('requestMIDIAccess' in navigator)) return 'noMidi';
  return undefined;
}

/** Does it, and tells what became of it; never throws. */
export async function perform(deed: Deed, cause: Cause): Promise<Outcome> {
  const why = lacking(deed.kind);
  if (why) return { kind: 'unable', why };
  try {
    return await attempt(deed, cause);
  } catch (failure) {
    return { kind: 'failed', failure };
  }
}

async function attempt(deed: Deed, cause: Cause): Promise<Outcome> {
  switch (deed.kind) {
    case 'key':
      pressKey(deed.key);
      return DONE;
    case 'sound':
      await play(deed.tone);
      return DONE;
    case 'speech':
      return speak(deed.text.replaceAll('{label}', cause.label), cause.language);
    case 'flash':
      flashTimes(deed.times, cause.label, cause.mayMove);
      return cause.mayMove ? DONE : { kind: 'still' };
    case 'vibration':
      return navigator.vibrate(SHAKES[deed.shake]) ? DONE : { kind: 'unable', why: 'noVibration' };
    case 'webhook':
      return send(deed.address, cause);
    case 'midi':
      return midi(deed);
  }
}

function speak(text: string, language: string): Outcome {
  const voices = speechSynthesis.getVoices();
  if (voices.length === 0) return { kind: 'unable', why: 'noVoice' };
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = language;
  utterance.voice = voices.find((voice) => voice.lang.startsWith(language)) ?? null;
  speechSynthesis.speak(utterance);
  return DONE;
}

/** By the server: this page may speak to nobody else. It sends only to addresses that were allowed when it was started. */
async function send(address: string, cause: Cause): Promise<Outcome> {
  if (address.trim() === '') return { kind: 'unable', why: 'noAddress' };
  await api.post('/api/act/webhook', {
    json: {
      address: address.trim(),
      project: cause.project,
      label: cause.label,
      probability: cause.probability,
    },
  });
  return DONE;
}

async function midi(deed: Extract<Deed, { kind: 'midi' }>): Promise<Outcome> {
  const { outputs } = await navigator.requestMIDIAccess();
  if (outputs.size === 0) return { kind: 'unable', why: 'noMidiDevice' };
  const channel = deed.channel - 1;
  for (const output of outputs.values()) {
    if (deed.message === 'control') {
      output.send([0xb0 | channel, deed.number, deed.value]);
    } else {
      output.send([0x90 | channel, deed.number, deed.value]);
      output.send([0x80 | channel, deed.number, 0], performance.now() + NOTE_MILLIS);
    }
  }
  return DONE;
}

/** Ends what goes on longer than the moment it was begun in. */
export function hush() {
  if ('speechSynthesis' in window) speechSynthesis.cancel();
  if ('vibrate' in navigator) navigator.vibrate(0);
  stopFlashing();
}

import type { Tone } from './rule';

/** Partials of a tone: hertz, when it begins and how long it sounds in seconds, how loud from 0 to 1. */
const SCORES: Record<Tone, readonly (readonly [number, number, number, number])[]> = {
  chime: [
    [659.25, 0, 0.5, 0.3],
    [523.25, 0.25, 0.9, 0.3],
  ],
  bell: [
    [880, 0, 1.4, 0.25],
    [2_217.46, 0, 0.7, 0.1],
  ],
  low: [[174.61, 0, 0.5, 0.5]],
  tick: [[1_046.5, 0, 0.06, 0.3]],
};

let context: AudioContext | undefined;

/** Plays a tone; needs that somebody has pressed something on the page before, as browsers ask for. */
export async function play(tone: Tone) {
  context ??= new AudioContext();
  const playing = context;
  await playing.resume();
  for (const [hertz, from, long, loud] of SCORES[tone]) {
    const oscillator = new OscillatorNode(playing, { type: 'sine', frequency: hertz });
    const gain = new GainNode(playing, { gain: 0 });
    const start = playing.currentTime + from;
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(loud, start + 0.01);
    gain.gain.exponentialRampToValueAtTime(0.001, start + long);
    oscillator.connect(gain).connect(playing.destination);
    oscillator.start(start);
    oscillator.stop(start + long);
  }
}

/** Eight bars in C, I–vi–IV–V twice, of a bass, broken chords and a tune, at 100 beats a minute. */
const BEATS_A_MINUTE = 100;
const CHORDS = [
  [48, 60, 64, 67],
  [45, 57, 60, 64],
  [41, 53, 57, 60],
  [43, 55, 59, 62],
] as const;
const TUNE = [76, 74, 72, 67, 72, 71, 69, 64, 69, 72, 77, 76, 74, 71, 67, 71] as const;
const REPEATS = 2;
const SILENCE_BEFORE = 0.5;
const SAMPLE_RATE = 44_100;

interface Sounded {
  midi: number;
  at: number;
  seconds: number;
  gain: number;
}

/** Made here, so that there is something to look at without a recording at hand. */
export async function exampleTune(): Promise<Blob> {
  const beat = 60 / BEATS_A_MINUTE;
  const notes = score(beat);
  const length = CHORDS.length * REPEATS * 4 * beat + 1 + SILENCE_BEFORE;
  const context = new OfflineAudioContext(1, Math.ceil(length * SAMPLE_RATE), SAMPLE_RATE);
  for (const note of notes) pluck(context, note);
  for (let i = 0; i < CHORDS.length * REPEATS * 4; i++)
    knock(context, SILENCE_BEFORE + i * beat, i % 4 === 0 ? 0.5 : 0.25);
  const sound = await context.startRendering();
  return new Blob([wav(sound.getChannelData(0))], { type: 'audio/wav' });
}

function score(beat: number): Sounded[] {
  const notes: Sounded[] = [];
  for (let bar = 0; bar < CHORDS.length * REPEATS; bar++) {
    const chord = CHORDS[bar % CHORDS.length] ?? CHORDS[0];
    const start = SILENCE_BEFORE + bar * 4 * beat;
    notes.push({ midi: chord[0], at: start, seconds: 4 * beat, gain: 0.35 });
    for (let half = 0; half < 8; half++) {
      const midi = chord[1 + ([0, 1, 2, 1][half % 4] ?? 0)] ?? 60;
      notes.push({ midi, at: start + (half * beat) / 2, seconds: beat, gain: 0.14 });
    }
    for (let i = 0; i < 4; i++) {
      const midi = TUNE[(bar * 4 + i) % TUNE.length] ?? 72;
      notes.push({ midi, at: start + i * beat, seconds: beat, gain: 0.22 });
    }
  }
  return notes;
}

function pluck(context: OfflineAudioContext, { midi, at, seconds, gain }: Sounded) {
  const level = context.createGain();
  level.gain.setValueAtTime(0, at);
  level.gain.linearRampToValueAtTime(gain, at + 0.008);
  level.gain.exponentialRampToValueAtTime(0.001, at + seconds);
  level.connect(context.destination);
  const frequency = 440 * 2 ** ((midi - 69) / 12);
  for (const [overtone, share] of [
    [1, 1],
    [2, 0.4],
    [3, 0.15],
  ] as const) {
    const wave = context.createOscillator();
    const part = context.createGain();
    part.gain.value = share;
    wave.frequency.value = frequency * overtone;
    wave.connect(part).connect(level);
    wave.start(at);
    wave.stop(at + seconds);
  }
}

function knock(context: OfflineAudioContext, at: number, gain: number) {
  const wave = context.createOscillator();
  const level = context.createGain();
  wave.frequency.setValueAtTime(150, at);
  wave.frequency.exponentialRampToValueAtTime(50, at + 0.08);
  level.gain.setValueAtTime(gain, at);
  level.gain.exponentialRampToValueAtTime(0.001, at + 0.12);
  wave.connect(level).connect(context.destination);
  wave.start(at);
  wave.stop(at + 0.12);
}

/** 16-bit PCM in the RIFF form. */
export function wav(samples: Float32Array): ArrayBuffer {
  const bytes = new DataView(new ArrayBuffer(44 + 2 * samples.length));
  const text = (at: number, word: string) => {
    for (let i = 0; i < word.length; i++) bytes.setUint8(at + i, word.charCodeAt(i));
  };
  text(0, 'RIFF');
  bytes.setUint32(4, 36 + 2 * samples.length, true);
  text(8, 'WAVEfmt ');
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, 1, true);
  bytes.setUint32(24, SAMPLE_RATE, true);
  bytes.setUint32(28, 2 * SAMPLE_RATE, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  text(36, 'data');
  bytes.setUint32(40, 2 * samples.length, true);
  samples.forEach((sample, i) => {
    bytes.setInt16(44 + 2 * i, Math.max(-1, Math.min(1, sample)) * 32_767, true);
  });
  return bytes.buffer as ArrayBuffer;
}

/** Samples of full scale 1 as whole numbers of 16 bits, little end first. */
export function s16le(samples: Float32Array): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(samples.length * 2));
  samples.forEach((sample, i) => {
    const clipped = Math.max(-1, Math.min(1, sample));
    view.setInt16(2 * i, Math.round(clipped * 32_767), true);
  });
  return view.buffer;
}

/** A WAV file of one channel of 16 bits. */
export function wav(samples: Float32Array, rate: number): Blob {
  const bytes = samples.length * 2;
  const head = new DataView(new ArrayBuffer(44));
  const ascii = (at: number, text: string) => {
    for (let i = 0; i < text.length; i++) head.setUint8(at + i, text.charCodeAt(i));
  };
  ascii(0, 'RIFF');
  head.setUint32(4, 36 + bytes, true);
  ascii(8, 'WAVEfmt ');
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true);
  head.setUint16(22, 1, true);
  head.setUint32(24, rate, true);
  head.setUint32(28, rate * 2, true);
  head.setUint16(32, 2, true);
  head.setUint16(34, 16, true);
  ascii(36, 'data');
  head.setUint32(40, bytes, true);
  return new Blob([head.buffer, s16le(samples)], { type: 'audio/wav' });
}

/** The loudest sample of each of `count` equal stretches, from 0 to 1. */
export function peaks(samples: Float32Array, count: number): number[] {
  const found = new Array<number>(count).fill(0);
  for (let i = 0; i < samples.length; i++) {
    const at = Math.min(count - 1, Math.floor((i * count) / samples.length));
    found[at] = Math.max(found[at] ?? 0, Math.abs(samples[i] ?? 0));
  }
  return found;
}

/** Root mean square, in decibels below full scale; silence is -Infinity. */
export function decibels(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return 10 * Math.log10(sum / Math.max(1, samples.length));
}

/** Lowest and highest amplitude of each of equally long pieces, as pairs: what a drawn waveform shows. */
export interface Peaks {
  readonly low: Float32Array;
  readonly high: Float32Array;
  readonly duration: number;
}

/** @param channels amplitudes in [-1, 1]; their mean is drawn */
export function peaksOf(channels: readonly Float32Array[], sampleRate: number, pieces: number): Peaks {
  const length = channels[0]?.length ?? 0;
  const low = new Float32Array(pieces);
  const high = new Float32Array(pieces);
  for (let piece = 0; piece < pieces; piece++) {
    const from = Math.floor((piece * length) / pieces);
    const to = Math.max(from + 1, Math.floor(((piece + 1) * length) / pieces));
    let least = Infinity;
    let most = -Infinity;
    for (let index = from; index < Math.min(to, length); index++) {
      let sum = 0;
      for (const channel of channels) {
        sum += channel[index] ?? 0;
      }
      const mean = sum / channels.length;
      least = Math.min(least, mean);
      most = Math.max(most, mean);
    }
    low[piece] = Number.isFinite(least) ? least : 0;
    high[piece] = Number.isFinite(most) ? most : 0;
  }
  return { low, high, duration: length / sampleRate };
}

import { chordInKey, chordSymbol, type HarmonicFunction, type Mode } from './harmony';
import type { Peaks } from './peaks';
import type { Reading } from './reading';
import { type Timeline, visible, xOf } from './timeline';

/** Colours as the canvas takes them. */
export interface Inks {
  ink: string;
  soft: string;
  hairline: string;
  line: string;
  paper: string;
  sunk: string;
  accent: string;
  functions: Record<HarmonicFunction, string>;
  font: string;
}

/** Where the rows stand, in pixels from the top. */
export const ROWS = { sections: 0, sound: 24, chords: 112, notes: 168, end: 400 } as const;
const LEAST_PITCHES = 30;
const NARROW_CHORD = 18;
const BEAT_APART = 7;

/** Everything that is read, between two moments: sections, sound, chords and notes over the grid of beats. */
export function drawScore(
  canvas: CanvasRenderingContext2D,
  at: Timeline,
  reading: Reading,
  peaks: Peaks | undefined,
  inks: Inks,
): void {
  canvas.clearRect(0, 0, at.width, ROWS.end);
  drawSections(canvas, at, reading, inks);
  drawOctaves(canvas, at, reading, inks);
  drawGrid(canvas, at, reading, inks);
  if (peaks) drawSound(canvas, at, peaks, inks);
  drawChords(canvas, at, reading, inks);
  drawNotes(canvas, at, reading, inks);
  nameOctaves(canvas, reading, inks);
}

/** The line at which the recording is. */
export function drawPlayhead(canvas: CanvasRenderingContext2D, at: Timeline, seconds: number, inks: Inks) {
  const x = Math.round(xOf(at, seconds));
  canvas.fillStyle = inks.accent;
  canvas.fillRect(x - 1, 0, 2, ROWS.end);
  canvas.beginPath();
  canvas.moveTo(x - 6, 0);
  canvas.lineTo(x + 6, 0);
  canvas.lineTo(x, 9);
  canvas.fill();
}

function drawSections(canvas: CanvasRenderingContext2D, at: Timeline, reading: Reading, inks: Inks) {
  canvas.font = `12px ${inks.font}`;
  canvas.textBaseline = 'middle';
  visible(reading.sections, at).forEach((section) => {
    const from = xOf(at, section.start);
    const to = xOf(at, section.end);
    canvas.fillStyle = inks.sunk;
    canvas.fillRect(from + 1, ROWS.sections, to - from - 2, 18);
    const shown = Math.max(from, 0);
    if (to - shown > 24) {
      canvas.fillStyle = inks.soft;
      canvas.fillText(section.label, shown + 8, ROWS.sections + 9.5);
    }
  });
}

function drawGrid(canvas: CanvasRenderingContext2D, at: Timeline, reading: Reading, inks: Inks) {
  const apart =
    ((at.width / (at.end - at.start)) * reading.durationSeconds) / Math.max(1, reading.beats.length);
  if (apart >= BEAT_APART) {
    canvas.fillStyle = inks.hairline;
    for (const beat of inside(reading.beats, at))
      canvas.fillRect(Math.round(xOf(at, beat)), ROWS.sound, 1, ROWS.end);
  }
  if (apart * reading.meter < BEAT_APART) return;
  canvas.fillStyle = inks.line;
  for (const bar of inside(reading.downbeats, at)) {
    canvas.fillRect(Math.round(xOf(at, bar)), ROWS.sound - 4, 1, ROWS.end);
  }
}

function inside(times: readonly number[], at: Timeline): readonly number[] {
  return times.filter((time) => time >= at.start && time <= at.end);
}

function drawSound(canvas: CanvasRenderingContext2D, at: Timeline, peaks: Peaks, inks: Inks) {
  const middle = (ROWS.sound + ROWS.chords - 8) / 2;
  const half = (ROWS.chords - 8 - ROWS.sound) / 2;
  const most = Math.max(0.05, loudest(peaks));
  const perPixel = (at.end - at.start) / at.width;
  canvas.fillStyle = inks.soft;
  for (let x = 0; x < at.width; x++) {
    const from = Math.floor(((at.start + x * perPixel) / peaks.duration) * peaks.low.length);
    const to = Math.floor(((at.start + (x + 1) * perPixel) / peaks.duration) * peaks.low.length);
    let low = 0;
    let high = 0;
    for (let i = from; i <= Math.min(Math.max(from, to - 1), peaks.low.length - 1); i++) {
      low = Math.min(low, peaks.low[i] ?? 0);
      high = Math.max(high, peaks.high[i] ?? 0);
    }
    const top = middle - (high / most) * half;
    canvas.fillRect(x, top, 1, Math.max(1, ((high - low) / most) * half));
  }
}

const loudness = new WeakMap<Peaks, number>();

function loudest(peaks: Peaks): number {
  const known = loudness.get(peaks);
  if (known !== undefined) return known;
  let most = 0;
  for (let i = 0; i < peaks.low.length; i++) {
    most = Math.max(most, peaks.high[i] ?? 0, -(peaks.low[i] ?? 0));
  }
  loudness.set(peaks, most);
  return most;
}

function drawChords(canvas: CanvasRenderingContext2D, at: Timeline, reading: Reading, inks: Inks) {
  canvas.textBaseline = 'middle';
  for (const chord of visible(reading.chords, at)) {
    const from = xOf(at, chord.start);
    const to = xOf(at, chord.end);
    const symbol = chordSymbol(chord.name);
    const role = inKey(chord.name, reading);
    canvas.fillStyle = inks.paper;
    canvas.fillRect(from + 1, ROWS.chords, to - from - 2, 44);
    canvas.fillStyle = inks.functions[role.function];
    canvas.globalAlpha = 0.16;
    canvas.fillRect(from + 1, ROWS.chords, to - from - 2, 44);
    canvas.globalAlpha = 1;
    canvas.fillRect(from + 1, ROWS.chords + 40, to - from - 2, 4);
    const shown = Math.max(from, 0);
    if (to - shown < NARROW_CHORD || symbol === '') continue;
    canvas.save();
    canvas.beginPath();
    canvas.rect(shown, ROWS.chords, to - shown - 4, 44);
    canvas.clip();
    canvas.fillStyle = inks.ink;
    canvas.font = `600 15px ${inks.font}`;
    canvas.fillText(symbol, shown + 7, ROWS.chords + 14);
    canvas.fillStyle = inks.soft;
    canvas.font = `12px ${inks.font}`;
    canvas.fillText(role.numeral, shown + 7, ROWS.chords + 30);
    canvas.restore();
  }
}

/** What a chord does in the key of the piece. */
export function inKey(chord: string, reading: Reading) {
  const key = reading.key;
  return key ? chordInKey(chord, key.tonic, key.mode as Mode) : chordInKey(chord, '', 'major');
}

interface Pitches {
  lowest: number;
  height: number;
}

function pitches(reading: Reading): Pitches {
  let lowest = 127;
  let highest = 0;
  for (const note of reading.notes) {
    lowest = Math.min(lowest, note.midi);
    highest = Math.max(highest, note.midi);
  }
  if (lowest > highest) return { lowest: 48, height: (ROWS.end - ROWS.notes) / LEAST_PITCHES };
  const span = Math.max(LEAST_PITCHES, highest - lowest + 3);
  const middle = (lowest + highest) / 2;
  return { lowest: Math.max(0, Math.round(middle - span / 2)), height: (ROWS.end - ROWS.notes) / span };
}

const top = (midi: number, { lowest, height }: Pitches) => ROWS.end - (midi - lowest + 1) * height;

/** The MIDI numbers of the Cs that are shown, and where they stand. */
function octaves(reading: Reading): [number, number][] {
  const range = pitches(reading);
  const shown: [number, number][] = [];
  for (let c = Math.ceil(range.lowest / 12) * 12; top(c, range) > ROWS.notes + 8; c += 12) {
    shown.push([c, Math.round(top(c, range) + range.height)]);
  }
  return shown;
}

function drawOctaves(canvas: CanvasRenderingContext2D, at: Timeline, reading: Reading, inks: Inks) {
  canvas.fillStyle = inks.hairline;
  for (const [, y] of octaves(reading)) canvas.fillRect(0, y, at.width, 1);
}

function nameOctaves(canvas: CanvasRenderingContext2D, reading: Reading, inks: Inks) {
  canvas.font = `11px ${inks.font}`;
  canvas.textBaseline = 'middle';
  for (const [c, y] of octaves(reading)) {
    canvas.fillStyle = inks.paper;
    canvas.fillRect(2, y - 8, 21, 15);
    canvas.fillStyle = inks.soft;
    canvas.fillText(`C${c / 12 - 1}`, 5, y);
  }
}

function drawNotes(canvas: CanvasRenderingContext2D, at: Timeline, reading: Reading, inks: Inks) {
  const range = pitches(reading);
  canvas.fillStyle = inks.accent;
  for (const note of visible(reading.notes, at)) {
    const from = xOf(at, note.start);
    canvas.globalAlpha = 0.45 + 0.55 * (note.velocity / 127);
    canvas.beginPath();
    canvas.roundRect(
      from,
      top(note.midi, range) + 0.5,
      Math.max(2, xOf(at, note.end) - from - 1),
      Math.max(2, range.height - 1),
      2,
    );
    canvas.fill();
  }
  canvas.globalAlpha = 1;
}

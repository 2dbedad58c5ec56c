// Makes the golden notes with the published Basic Pitch: its network on TensorFlow.js (cpu backend), its windows and its
// post-processing. Needs only npm: npm ci --ignore-scripts && node golden.mjs
//
// The sound is made by the generator below, as SyntheticSound.java makes it: notes of four harmonics that fade, some with
// vibrato, and a little noise, between a second of silence at either end.
//   state = (1664525 * state + 1013904223) mod 2^32,  uniform = state / 2^32 in [0, 1)

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs');
const { BasicPitch, outputToNotesPoly, addPitchBendsToNoteEvents, noteFramesToTime } = require('@spotify/basic-pitch');
const here = import.meta.dirname;
const RATE = 22050;
const SECONDS = 8;
const NOTES = 24;

function generator(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

function sound() {
  const next = generator(12345);
  const samples = new Float64Array(SECONDS * RATE);
  for (let n = 0; n < NOTES; n += 1) {
    const start = 1 + (SECONDS - 3) * next();
    const seconds = 0.2 + 0.8 * next();
    const midi = 40 + Math.floor(44 * next());
    const loudness = 0.05 + 0.1 * next();
    const depth = next() < 0.4 ? 0.6 : 0;
    const from = Math.floor(start * RATE);
    const count = Math.floor(seconds * RATE);
    for (let i = 0; i < count; i += 1) {
      const t = i / RATE;
      const bend = (depth / (2 * Math.PI * 5)) * (1 - Math.cos(2 * Math.PI * 5 * t));
      const phase = 2 * Math.PI * 440 * 2 ** ((midi - 69) / 12) * (t + bend * (Math.LN2 / 12));
      const fade = Math.min(1, t / 0.005) * Math.exp(-2 * t) * Math.min(1, (seconds - t) / 0.01);
      for (let h = 1; h <= 4; h += 1) {
        samples[from + i] += ((loudness * fade) / h) * Math.sin(h * phase);
      }
    }
  }
  for (let i = RATE; i < samples.length - RATE; i += 1) {
    samples[i] += 0.002 * (next() - 0.5);
  }
  return Float32Array.from(samples);
}

function loadModel() {
  const folder = path.join(path.dirname(require.resolve('@spotify/basic-pitch/package.json')), 'model');
  const model = JSON.parse(fs.readFileSync(path.join(folder, 'model.json')));
  const data = Buffer.concat(model.weightsManifest.flatMap((group) => group.paths.map((p) => fs.readFileSync(path.join(folder, p)))));
  return tf.loadGraphModel({
    load: async () => ({
      ...model,
      weightSpecs: model.weightsManifest.flatMap((group) => group.weights),
      weightData: data.buffer.slice(data.byteOffset, data.byteOffset + data.length),
    }),
  });
}

const copy = (rows) => rows.map((row) => row.slice());
const round = (x, digits) => Number(x.toFixed(digits));

function sampled(rows) {
  const flat = rows.flat();
  const samples = [];
  for (let i = 0; i < flat.length; i += 997) {
    samples.push(round(flat[i], 6));
  }
  return samples;
}

await tf.setBackend('cpu');
await tf.ready();
const frames = [];
const onsets = [];
const contours = [];
await new BasicPitch(loadModel()).evaluateModel(
  sound(),
  (f, o, c) => {
    frames.push(...f);
    onsets.push(...o);
    contours.push(...c);
  },
  (done) => console.log(`${Math.round(100 * done)} %`),
);
const events = outputToNotesPoly(copy(frames), copy(onsets), 0.5, 0.3, 11);
const notes = noteFramesToTime(addPitchBendsToNoteEvents(contours, events))
  .map((note) => ({
    start: round(note.startTimeSeconds, 6),
    end: round(note.startTimeSeconds + note.durationSeconds, 6),
    midi: note.pitchMidi,
    amplitude: round(note.amplitude, 5),
    bends: note.pitchBends,
  }))
  .sort((a, b) => a.start - b.start || a.midi - b.midi);
const golden = { tfjs: tf.version.tfjs, frames: frames.length, stride: 997, note: sampled(frames), onset: sampled(onsets), notes };
fs.writeFileSync(path.join(here, 'notes.json'), `${JSON.stringify(golden)}\n`);
console.log(`${notes.length} notes in ${frames.length} frames`);

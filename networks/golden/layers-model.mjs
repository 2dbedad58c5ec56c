// Makes the small layers model, shaped like those of Teachable Machine, on which module onnx tests its Keras reader, with
// the answers that TensorFlow.js gives: npm ci --ignore-scripts && node layers-model.mjs
// All numbers come from the generator that golden.mjs describes.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const tf = createRequire(import.meta.url)('@tensorflow/tfjs');
const target = path.join(import.meta.dirname, '../../onnx/src/test/resources/org/insula/onnx/layers-model');
let state = 12345;
const next = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 4294967296;
};

const image = tf.input({ shape: [12, 12, 3], name: 'image' });
const l = tf.layers;
let x = l.zeroPadding2d({ padding: [[0, 1], [0, 1]], name: 'pad' }).apply(image);
x = l.conv2d({ filters: 6, kernelSize: 3, strides: 2, padding: 'valid', useBias: false, name: 'conv1' }).apply(x);
x = l.batchNormalization({ epsilon: 1e-3, name: 'bn1' }).apply(x);
const first = l.reLU({ maxValue: 6, name: 'relu1' }).apply(x);
x = l.depthwiseConv2d({ kernelSize: 3, padding: 'same', depthMultiplier: 1, useBias: true, name: 'depthwise' }).apply(first);
x = l.batchNormalization({ scale: false, name: 'bn2' }).apply(x);
x = l.activation({ activation: 'relu', name: 'act' }).apply(x);
x = l.conv2d({ filters: 6, kernelSize: 1, padding: 'same', activation: 'tanh', name: 'project' }).apply(x);
x = l.add({ name: 'add' }).apply([first, x]);
const pooled = l.maxPooling2d({ poolSize: 2, name: 'max' }).apply(x);
const averaged = l.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same', name: 'mean' }).apply(x);
x = l.concatenate({ name: 'both' }).apply([pooled, averaged]);
const base = tf.model({ inputs: image, outputs: x, name: 'base' });

const features = tf.sequential({ name: 'features' });
features.add(base);
features.add(l.globalAveragePooling2d({ name: 'pool' }));
const head = tf.sequential({ name: 'head' });
head.add(l.dense({ inputShape: [12], units: 8, activation: 'relu', name: 'dense_Dense1' }));
head.add(l.dropout({ rate: 0.5, name: 'drop' }));
head.add(l.reshape({ targetShape: [4, 2], name: 'fold' }));
head.add(l.flatten({ name: 'unfold' }));
head.add(l.dense({ units: 3, useBias: false, activation: 'softmax', name: 'dense_Dense2' }));
const model = tf.sequential({ name: 'teachable' });
model.add(features);
model.add(head);

model.setWeights(model.getWeights().map((w) => tf.tensor(Float32Array.from({ length: w.size }, () => next() + (w.rank === 1 ? 0.1 : -0.5)), w.shape)));
const pictures = tf.tensor(Float32Array.from({ length: 2 * 12 * 12 * 3 }, () => 2 * next() - 1), [2, 12, 12, 3]);
const probs = model.predict(pictures);
await model.save({
  save: async (artifacts) => {
    fs.mkdirSync(target, { recursive: true });
    const { weightSpecs, weightData, ...rest } = artifacts;
    const json = { ...rest, weightsManifest: [{ paths: ['./weights.bin'], weights: weightSpecs }] };
    fs.writeFileSync(path.join(target, 'model.json'), JSON.stringify(json));
    fs.writeFileSync(path.join(target, 'weights.bin'), Buffer.from(weightData));
    fs.writeFileSync(path.join(target, 'metadata.json'), JSON.stringify({ tfjsVersion: tf.version.tfjs, labels: ['cat', 'dog', 'bird'] }));
    fs.writeFileSync(path.join(target, 'expected.json'), JSON.stringify({ pictures: Array.from(pictures.dataSync()), probs: Array.from(probs.dataSync()) }));
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
  },
});
console.log(probs.arraySync());

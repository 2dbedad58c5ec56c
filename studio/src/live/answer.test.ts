import { expect, test } from 'vitest';
import { hear } from './answer';

const sent = { at: 100, width: 200, height: 100 };

test('an answer about a picture tells where, how sure and how quickly', () => {
  const message =
    '{"input":"frame 3","label":"wink","probability":0.9,"unknown":false,"top":[{"label":"wink","probability":0.9}],' +
    '"faces":[{"box":[50,25,100,50],"label":"wink"}],"frame":3,"skipped":0}';
  expect(hear(message, 140, sent)).toEqual({
    kind: 'answer',
    answer: {
      kind: 'recognised',
      label: 'wink',
      probability: 0.9,
      guesses: [{ label: 'wink', share: 0.9 }],
      at: 140,
      millis: 40,
      inView: 1,
      box: { x: 0.25, y: 0.25, width: 0.5, height: 0.5 },
    },
    events: [],
  });
});

test('silence and what cannot be judged are nothing, with the reason if there is one', () => {
  expect(hear('{"seconds":1,"silence":true}', 5)).toMatchObject({ answer: { kind: 'nothing', at: 5 } });
  expect(hear('{"input":"frame 1","error":"No face."}', 5)).toMatchObject({ answer: { why: 'No face.' } });
});

test('a sound that began is an event, and an unknown one says what it is nearest to', () => {
  const message =
    '{"seconds":2,"label":"bell","probability":0.4,"unknown":true,"event":{"label":"bell","probability":0.8}}';
  expect(hear(message, 9)).toMatchObject({
    answer: { kind: 'unknown', label: 'bell', guesses: [{ label: 'bell', share: 0.4 }] },
    events: [{ label: 'bell', probability: 0.8, at: 9 }],
  });
});

test('the first message says what is asked, and what is not known is left alone', () => {
  expect(hear('{"model":"doors@1","kind":"sound","labels":["bell"]}', 0)).toMatchObject({
    kind: 'hello',
    labels: ['bell'],
  });
  expect(hear('3', 0)).toBeUndefined();
});

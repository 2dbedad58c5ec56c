import { expect, test } from 'vitest';
import { readRules, writeRules } from './kept';
import { DEEDS, newDeed, newRule } from './rule';

test('rules come back from a file as they were written', () => {
  const rules = [newRule('wink', DEEDS.map(newDeed), { on: false, confidence: 0.93 }), newRule('blink', [])];
  expect(readRules(writeRules(rules))).toEqual(rules);
});

test('what is no file of rules is none', () => {
  for (const text of [
    '',
    '{',
    '[]',
    'null',
    '{"form":"insula-rules","version":2,"rules":[]}',
    '{"rules":[]}',
  ]) {
    expect(readRules(text)).toBeUndefined();
  }
});

test('what is not known, or out of bounds, is left out or put right', () => {
  const text = JSON.stringify({
    form: 'insula-rules',
    version: 1,
    rules: [
      5,
      { label: '', deeds: [] },
      {
        id: 'a',
        label: 'wink',
        confidence: 7,
        dwellMillis: -1,
        restMillis: 'long',
        deeds: [{ kind: 'explode' }, { kind: 'flash', times: 900 }, { kind: 'sound', tone: 'siren' }, null],
      },
    ],
  });
  expect(readRules(text)).toEqual([
    {
      id: 'a',
      on: true,
      label: 'wink',
      confidence: 0.99,
      dwellMillis: 0,
      restMillis: 1500,
      smoothMillis: 200,
      deeds: [
        { kind: 'flash', times: 3 },
        { kind: 'sound', tone: 'chime' },
      ],
    },
  ]);
});

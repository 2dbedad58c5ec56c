import { expect, test } from 'vitest';
import { byDay, rate, shares } from './figures';

test('the rate is over all moments', () => {
  expect(rate({ requests: [0, 10, 20, 0], momentSeconds: 5, failed: 0, latency: { buckets: [] } })).toBe(1.5);
});

test('shares add up to one, the largest first', () => {
  const of = (tenant: string, computeSeconds: number) => ({
    tenant,
    name: tenant,
    weight: 1,
    computeSeconds,
  });
  const found = shares([of('a', 1), of('b', 2), of('', 0.7)]);
  expect(found.map((each) => each.tenant)).toEqual(['b', 'a', '']);
  expect(found.reduce((sum, each) => sum + each.share, 0)).toBeCloseTo(1);
  expect(shares([of('a', 0)])).toEqual([]);
});

test('hours and models of a day are summed', () => {
  const used = (hour: string, requests: number) => ({
    hour,
    model: 'm',
    requests,
    errors: 1,
    computeSeconds: 0.5,
    bytesIn: 0,
  });
  expect(
    byDay([
      used('2026-11-24T10:00:00Z', 3),
      used('2026-11-23T23:00:00Z', 4),
      used('2026-11-24T11:00:00Z', 5),
    ]),
  ).toEqual([
    { day: '2026-11-23', requests: 4, errors: 1, seconds: 0.5 },
    { day: '2026-11-24', requests: 8, errors: 2, seconds: 1 },
  ]);
});

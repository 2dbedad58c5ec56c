import type { Wire } from '../../api/wire';

type State = Wire<'HostState'>;

/** Requests a second over all moments. */
export function rate({ requests, momentSeconds }: State['activity']): number {
  const all = requests.reduce((sum, n) => sum + n, 0);
  return requests.length === 0 ? 0 : all / (requests.length * momentSeconds);
}

/** What each has of all; the shares add up to one, or there are none. */
export function shares(portions: State['portions']): { tenant: string; name: string; share: number }[] {
  const all = portions.reduce((sum, portion) => sum + portion.computeSeconds, 0);
  if (all <= 0) return [];
  return portions
    .map(({ tenant, name, computeSeconds }) => ({ tenant, name, share: computeSeconds / all }))
    .sort((a, b) => b.share - a.share);
}

export interface Day {
  day: string;
  requests: number;
  errors: number;
  seconds: number;
}

/** Usage of hours and models, summed by day (UTC), the oldest first. */
export function byDay(usage: Wire<'Usage'>[]): Day[] {
  const days = new Map<string, Day>();
  for (const each of usage) {
    const day = each.hour.slice(0, 10);
    const sum = days.get(day) ?? { day, requests: 0, errors: 0, seconds: 0 };
    sum.requests += each.requests;
    sum.errors += each.errors;
    sum.seconds += each.computeSeconds;
    days.set(day, sum);
  }
  return [...days.values()].sort((a, b) => a.day.localeCompare(b.day));
}

import type { Wire } from '../../api/wire';

/** The places of a project, always in this order. */
export const PLACES = ['show', 'look', 'use'] as const;
export type Place = (typeof PLACES)[number];

/** What stands in *Use*. */
export const PARTS = ['publish', 'act'] as const;
export type Part = (typeof PARTS)[number];

/** What a place of a project is given. */
export interface PlaceProps {
  project: Wire<'Project'>;
}

export function isPlace(text: string): text is Place {
  return (PLACES as readonly string[]).includes(text);
}

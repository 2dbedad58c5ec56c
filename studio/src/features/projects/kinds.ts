import type { IconName } from '../../ui/Icon';

/** What can be taught, in the order in which it is offered. */
export const KINDS = ['face', 'picture', 'sound', 'movement', 'hand', 'body', 'text'] as const;
export type Kind = (typeof KINDS)[number];

export function isKind(text: string): text is Kind {
  return (KINDS as readonly string[]).includes(text);
}

/** The drawing of a kind; a picture for one that this page does not know yet. */
export function kindIcon(kind: string): IconName {
  return isKind(kind) ? kind : 'picture';
}

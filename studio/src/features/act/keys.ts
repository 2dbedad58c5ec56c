/** Keys that a rule may press, by their names in `KeyboardEvent.key`; a single letter or digit may be pressed too. */
export const PRESSABLE = [
  ' ',
  'Enter',
  'Tab',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'PageUp',
  'PageDown',
] as const;
export type Pressable = (typeof PRESSABLE)[number];

export function isPressable(key: string): key is Pressable {
  return (PRESSABLE as readonly string[]).includes(key);
}

const CAN_HAVE_FOCUS =
  'a[href], button:not([disabled]), input:not([disabled]), select, textarea, summary, [tabindex]';
const STEP = 0.8;

function code(key: string): string {
  if (key === ' ') return 'Space';
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  return /^\d$/.test(key) ? `Digit${key}` : key;
}

/**
 * Presses a key on this page: on what has the focus, as a keyboard would. What a browser does only for real keys (to follow
 * a link, to go on to the next thing, to scroll) is done here.
 */
export function pressKey(key: string, on: Document = document) {
  const target = on.activeElement ?? on.body;
  const about = { key, code: code(key), bubbles: true, cancelable: true, composed: true };
  const goesOn = target.dispatchEvent(new KeyboardEvent('keydown', about));
  if (goesOn) usually(key, target, on);
  (target.isConnected ? target : on.body).dispatchEvent(new KeyboardEvent('keyup', about));
}

function usually(key: string, target: Element, on: Document) {
  const scroll = (share: number) => on.defaultView?.scrollBy({ top: share * on.defaultView.innerHeight });
  if (key === 'Tab') return focusNext(target, on);
  if (key === 'PageDown') return scroll(STEP);
  if (key === 'PageUp') return scroll(-STEP);
  const pressed = key === 'Enter' || key === ' ';
  if (pressed && target instanceof HTMLElement && target.matches('a[href], button, summary')) target.click();
}

function focusNext(target: Element, on: Document) {
  const all = [...on.querySelectorAll<HTMLElement>(CAN_HAVE_FOCUS)].filter(
    (each) => each.tabIndex >= 0 && each.getClientRects().length > 0,
  );
  const next = all[(all.indexOf(target as HTMLElement) + 1) % all.length];
  next?.focus({ focusVisible: true } as FocusOptions);
}

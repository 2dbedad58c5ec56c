import type { Inks } from './drawScore';

/** The page's colours as they are now, by day or night, for a canvas that stands in an element. */
export function inksAt(element: HTMLElement): Inks {
  const probe = document.createElement('span');
  probe.className = 'unseen';
  element.append(probe);
  const colour = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const inks: Inks = {
    ink: colour('--ink'),
    soft: colour('--soft'),
    hairline: colour('--hairline'),
    line: colour('--line'),
    paper: colour('--paper'),
    sunk: colour('--sunk'),
    accent: colour('--accent'),
    functions: {
      tonic: colour('--cat-1'),
      subdominant: colour('--cat-4'),
      dominant: colour('--cat-2'),
      outside: colour('--cat-3'),
      none: colour('--hairline'),
    },
    font: getComputedStyle(probe).fontFamily,
  };
  probe.remove();
  return inks;
}

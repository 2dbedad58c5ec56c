/** Eight shapes about the origin, so that no label is told by its colour alone. */
const SHAPES = [
  'M0-5a5 5 0 1 0 .01 0z',
  'M-4.5-4.5h9v9h-9z',
  'M0-5.5L5.2 4H-5.2z',
  'M0-6L6 0 0 6-6 0z',
  'M-1.7-5.5h3.4v3.8h3.8v3.4H1.7v3.8h-3.4V1.7h-3.8v-3.4h3.8z',
  'M0 5.5L5.2-4H-5.2z',
  'M0-5.5a5.5 5.5 0 1 0 .01 0zM0-2.5a2.5 2.5 0 1 1-.01 0z',
  'M0-6L1.6-1.9 5.7-1.9 2.5.9 3.5 5 0 2.7-3.5 5-2.5.9-5.7-1.9-1.6-1.9z',
];

const COUNT = SHAPES.length;

/** The custom property of a label's colour; where labels outnumber shapes, pairs of both still differ. */
export const hueOf = (label: number) => ((label + Math.floor(label / COUNT)) % COUNT) + 1;

/** The mark of a label inside a drawing. */
export function MarkShape({ label }: { label: number }) {
  return <path d={SHAPES[label % COUNT]} className={`mark hue-${hueOf(label)}`} fillRule="evenodd" />;
}

/** The mark of a label beside its name. */
export function Mark({ label }: { label: number }) {
  return (
    <svg className="mark-icon" viewBox="-7 -7 14 14" aria-hidden="true">
      <MarkShape label={label} />
    </svg>
  );
}

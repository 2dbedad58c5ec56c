import { useFormats } from '../language/numbers';

export interface Bar {
  label: string;
  /** From 0 to 1. */
  share: number;
}

/** Shares as bars, the largest first; the first one is the accent's. */
export function Bars({ bars, label, plain }: { bars: Bar[]; label: string; plain?: boolean }) {
  const { percent } = useFormats();
  return (
    <ul className="bars" aria-label={label}>
      {bars.map((bar, i) => (
        <li key={bar.label} data-first={i === 0 && !plain ? true : undefined}>
          <span className="name" title={bar.label}>
            {bar.label}
          </span>
          <span className="track" aria-hidden="true">
            <span className="fill" style={{ display: 'block', transform: `scaleX(${bar.share})` }} />
          </span>
          <span className="value">{percent(bar.share)}</span>
        </li>
      ))}
    </ul>
  );
}

import { Label, ProgressBar } from 'react-aria-components';

/** How far something is, from 0 to 1; unknown if left out. */
export function Progress({ label, value }: { label: string; value?: number | undefined }) {
  return (
    <ProgressBar className="progress" value={(value ?? 0) * 100} isIndeterminate={value === undefined}>
      <Label>{label}</Label>
      <span className="track" aria-hidden="true">
        <span className="fill" style={{ display: 'block', transform: `scaleX(${value ?? 1})` }} />
      </span>
    </ProgressBar>
  );
}

import { useId } from 'react';

interface Props {
  label: string;
  value: string;
  /** Values and how they are called. */
  choices: (readonly [string, string])[];
  onChange: (value: string) => void;
}

/** One of a few, with the browser's own list, which phones and screen readers know best. */
export function Pick({ label, value, choices, onChange }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

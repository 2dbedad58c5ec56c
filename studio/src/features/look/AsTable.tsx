import { useState } from 'react';
import { useWords } from '../../language/language';
import { useSaid } from './Cards';
import type { Seen } from './findings';
import { lookWords } from './messages';

/** The map without a plane: each label's examples, the surest last. */
export function AsTable({ seen, labels }: { seen: Seen[]; labels: string[] }) {
  const say = useWords(lookWords);
  const said = useSaid(labels);
  const [isOpen, open] = useState(false);
  const rows = isOpen ? [...seen].sort((a, b) => a.label - b.label || a.probability - b.probability) : [];
  return (
    <details onToggle={(event) => open(event.currentTarget.open)}>
      <summary>{say.asTable}</summary>
      <table className="figures words">
        <thead>
          <tr>
            <th scope="col">{say.name}</th>
            <th scope="col">{say.label}</th>
            <th scope="col">{say.said}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((each) => (
            <tr key={each.example.id}>
              <th scope="row">{each.example.name}</th>
              <td>{labels[each.label]}</td>
              <td>{said(each)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

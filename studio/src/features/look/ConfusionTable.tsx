import { Button as AriaButton } from 'react-aria-components';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { type Findings, sum } from './findings';
import { Mark } from './Mark';
import { lookWords } from './messages';

/** What it is, and what was said. */
export interface Cell {
  label: number;
  predicted: number;
}

interface Props {
  findings: Findings;
  open: Cell | undefined;
  show: (cell: Cell | undefined) => void;
}

const isAt = (open: Cell | undefined, label: number, predicted: number) =>
  open?.label === label && open.predicted === predicted;

/** A row for each label, a column for each answer. */
export function ConfusionTable({ findings, open, show }: Props) {
  const say = useWords(lookWords);
  const { labels, confusion } = findings;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: wide tables are scrolled with the keyboard too
    <div className="scrolls" role="group" aria-label={say.confusion} tabIndex={0}>
      <table className="confusion">
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{say.truth}</span>
            </th>
            {labels.map((label, i) => (
              <th key={label} scope="col" title={label}>
                <Mark label={i} />
                <span className="unseen">{say.takenFor} </span>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {labels.map((label, row) => (
            <tr key={label}>
              <th scope="row" title={label}>
                <Mark label={row} />
                {label}
              </th>
              {labels.map((predicted, column) => (
                <TableCell
                  key={predicted}
                  labels={[label, predicted]}
                  count={confusion[row]?.[column] ?? 0}
                  all={sum(confusion[row] ?? [])}
                  isRight={row === column}
                  isOpen={isAt(open, row, column)}
                  onPress={(isOpen) => show(isOpen ? undefined : { label: row, predicted: column })}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  /** What it is and what was said. */
  labels: [string, string];
  count: number;
  all: number;
  isRight: boolean;
  isOpen: boolean;
  onPress: (isOpen: boolean) => void;
}

function TableCell({ labels: [label, predicted], count, all, isRight, isOpen, onPress }: CellProps) {
  const say = useWords(lookWords);
  const { whole } = useFormats();
  if (count === 0) {
    return (
      <td className="none">
        <span aria-hidden="true">·</span>
        <span className="unseen">{whole(0)}</span>
      </td>
    );
  }
  const depth = Math.ceil((5 * count) / Math.max(1, all));
  return (
    <td>
      <AriaButton
        className={`cell depth-${depth} ${isRight ? 'right' : 'wrong'}`}
        aria-label={say.cell(whole(count), label, predicted, isRight)}
        aria-expanded={isOpen}
        onPress={() => onPress(isOpen)}
      >
        {whole(count)}
      </AriaButton>
    </td>
  );
}

const MOST_PAIRS = 24;

/** Where there are too many labels for a table: what was most often taken for something else. */
export function ConfusedPairs({ findings, open, show }: Props) {
  const say = useWords(lookWords);
  const { whole } = useFormats();
  const { labels, confusion } = findings;
  const pairs = confusion
    .flatMap((row, label) => row.map((count, predicted) => ({ label, predicted, count, all: sum(row) })))
    .filter(({ label, predicted, count }) => label !== predicted && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_PAIRS);
  return (
    <ul className="pairs">
      {pairs.map(({ label, predicted, count, all }) => {
        const isOpen = isAt(open, label, predicted);
        return (
          <li key={`${label} ${predicted}`}>
            <AriaButton
              className="button"
              aria-expanded={isOpen}
              onPress={() => show(isOpen ? undefined : { label, predicted })}
            >
              {say.cellTitle(labels[label] ?? '', labels[predicted] ?? '', false)}:{' '}
              {say.ofAll(whole(count), whole(all))}
            </AriaButton>
          </li>
        );
      })}
    </ul>
  );
}

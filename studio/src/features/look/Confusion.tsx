import { useEffect, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { IconButton } from '../../ui/Button';
import { Cards, type CardsProps } from './Cards';
import { behind, type Findings, sum } from './findings';
import { Mark } from './Mark';
import { lookWords } from './messages';

interface Cell {
  label: number;
  predicted: number;
}

type Props = Omit<CardsProps, 'seen' | 'title'> & { findings: Findings };

/** The confusion table, whose cells open their examples. */
export function Confusion({ findings, ...given }: Props) {
  const say = useWords(lookWords);
  const [open, show] = useState<Cell>();
  const { labels, confusion } = findings;
  return (
    <section aria-labelledby="look-confusion">
      <h2 id="look-confusion">{say.confusion}</h2>
      <p className="help">{say.confusionHelp}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: wide tables are scrolled with the keyboard too */}
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
                    isOpen={open?.label === row && open.predicted === column}
                    onPress={(isOpen) => show(isOpen ? undefined : { label: row, predicted: column })}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {open && <Opened {...given} findings={findings} cell={open} onClose={() => show(undefined)} />}
    </section>
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

function Opened({ findings, cell, onClose, ...given }: Props & { cell: Cell; onClose: () => void }) {
  const say = useWords(lookWords);
  const { whole } = useFormats();
  const heading = useRef<HTMLHeadingElement>(null);
  const { label, predicted } = cell;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each cell is gone to when it opens
  useEffect(() => heading.current?.focus(), [label, predicted]);
  const seen = behind(findings.seen, label, predicted);
  const gone = (findings.confusion[label]?.[predicted] ?? 0) - seen.length;
  const names = findings.labels;
  const title = say.cellTitle(names[label] ?? '', names[predicted] ?? '', label === predicted);
  return (
    <div className="opened">
      <div className="opened-head">
        <h3 ref={heading} tabIndex={-1}>
          {title}
        </h3>
        <IconButton icon="close" label={say.close} onPress={onClose} />
      </div>
      <Cards {...given} seen={seen} title={title} />
      {gone > 0 && findings.leftOut === 0 && <p className="help">{say.cellGone(whole(gone), gone === 1)}</p>}
      {findings.leftOut > 0 && <p className="help">{say.leftOut(whole(findings.leftOut))}</p>}
    </div>
  );
}

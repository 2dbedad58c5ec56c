import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { IconButton } from '../../ui/Button';
import { Cards, type CardsProps } from './Cards';
import { type Cell, ConfusedPairs, ConfusionTable } from './ConfusionTable';
import { behind, type Findings } from './findings';
import { lookWords } from './messages';

/** With more of them, a table would be a carpet. */
const MOST_LABELS = 30;

type Props = Omit<CardsProps, 'seen' | 'title'> & { findings: Findings };

/** The confusion table, whose cells open their examples. */
export function Confusion({ findings, ...given }: Props) {
  const say = useWords(lookWords);
  const [open, show] = useState<Cell>();
  const { labels } = findings;
  return (
    <section aria-labelledby="look-confusion">
      <h2 id="look-confusion">{say.confusion}</h2>
      <p className="help">{say.confusionHelp}</p>
      {labels.length > MOST_LABELS ? (
        <ConfusedPairs findings={findings} open={open} show={show} />
      ) : (
        <ConfusionTable findings={findings} open={open} show={show} />
      )}
      {open && <Opened {...given} findings={findings} cell={open} onClose={() => show(undefined)} />}
    </section>
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

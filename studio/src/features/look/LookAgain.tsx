import { useWords } from '../../language/language';
import { Cards, type CardsProps } from './Cards';
import { type Findings, hardest, type Seen } from './findings';
import { lookWords } from './messages';

const HARDEST = 8;

interface Props extends Omit<CardsProps, 'seen' | 'title'> {
  findings: Findings;
  /** What looks mislabelled and was not kept. */
  suspects: Seen[];
}

/** Examples that are worth another look: suspects first, then the hardest. */
export function LookAgain({ findings, suspects, ...given }: Props) {
  const say = useWords(lookWords);
  const hard = hardest(findings.seen, HARDEST);
  return (
    <section aria-labelledby="look-again">
      <h2 id="look-again" tabIndex={-1}>
        {say.again}
      </h2>
      {suspects.length === 0 ? (
        <p className="help">{say.nothingToMend}</p>
      ) : (
        <>
          <h3>{say.suspectsTitle}</h3>
          <p className="help">{say.suspectsHelp}</p>
          <Cards {...given} seen={suspects} title={say.suspectsTitle} />
        </>
      )}
      {hard.length > 0 && (
        <>
          <h3>{say.hardest}</h3>
          <p className="help">{say.hardestHelp}</p>
          <Cards {...given} seen={hard} title={say.hardest} />
        </>
      )}
    </section>
  );
}

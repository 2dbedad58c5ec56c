import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { type Findings, rightness, worstConfusion } from './findings';
import { lookWords } from './messages';

/** How good it is in one sentence, and under it what that was measured on. */
export function Sentence({ findings }: { findings: Findings }) {
  const say = useWords(lookWords);
  const { whole, date } = useFormats();
  const { confusion, labels, examples, grouping, unknown, version, created } = findings;
  const isGrouped = grouping.grouped > 0;
  const right = rightness(findings.right);
  const on = isGrouped ? say.onGroups : say.onExamples;
  const worst = worstConfusion(confusion);
  const measured = isGrouped
    ? say.measuredGroups(whole(examples), whole(grouping.groups))
    : say.measured(whole(examples));
  return (
    <header className="verdict">
      <h2>
        {right.kind === 'always' && say.rightAlways(on)}
        {right.kind === 'ten' && say.rightTen(whole(right.times), on)}
        {right.kind === 'twenty' && say.rightTwenty(on)}
        {right.kind === 'hundred' && say.rightHundred(whole(right.times), on)}{' '}
        {worst
          ? say.confuses(
              labels[worst.label] ?? '',
              labels[worst.takenFor] ?? '',
              whole(worst.count),
              whole(worst.all),
              worst.count === 1,
            )
          : right.kind === 'always' && say.confusesNothing}
      </h2>
      <p className="measured">
        {measured} {isGrouped ? say.groupIs : say.groupsNone}{' '}
        {grouping.source === 'file-names' && say.groupsFromNames}{' '}
        {isGrouped && grouping.grouped < examples && say.groupsSome(whole(examples - grouping.grouped))}{' '}
        {unknown > 0 && say.unknownRate(whole(unknown))} {say.version(whole(version), date(created))}
      </p>
    </header>
  );
}

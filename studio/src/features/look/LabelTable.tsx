import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import type { Findings } from './findings';
import { Mark } from './Mark';
import { lookWords } from './messages';

/** Recall and precision of each label, in plain words. */
export function LabelTable({ findings }: { findings: Findings }) {
  const say = useWords(lookWords);
  const { whole, percent } = useFormats();
  const share = (part: number, all: number) => (all === 0 ? '–' : percent(part / all));
  return (
    <section aria-labelledby="look-labels">
      <h2 id="look-labels">{say.labels}</h2>
      <p className="help">
        <b>{say.found}</b>: {say.foundHelp}. <b>{say.trusted}</b>: {say.trustedHelp}.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: wide tables are scrolled with the keyboard too */}
      <div className="scrolls" role="group" aria-label={say.labels} tabIndex={0}>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{say.label}</th>
              <th scope="col">{say.examples}</th>
              <th scope="col">{say.groups}</th>
              <th scope="col">{say.found}</th>
              <th scope="col">{say.trusted}</th>
            </tr>
          </thead>
          <tbody>
            {findings.perLabel.map(({ label, examples, groups, found, named }, i) => (
              <tr key={label}>
                <th scope="row">
                  <Mark label={i} />
                  {label}
                </th>
                <td>{whole(examples)}</td>
                <td>{findings.grouping.grouped > 0 ? whole(groups) : '–'}</td>
                <td>
                  {share(found, examples)} <small>{say.ofAll(whole(found), whole(examples))}</small>
                </td>
                <td>
                  {share(found, named)}{' '}
                  <small>{named === 0 ? say.never : say.ofAll(whole(found), whole(named))}</small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

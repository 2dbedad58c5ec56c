import { sentence } from '../../api/problem';
import { useLanguage, useWords } from '../../language/language';
import { useStore } from '../../ui/store';
import type { Acting, Entry } from './acting';
import type { Outcome } from './doing';
import { actWords } from './messages';

type Words = ReturnType<typeof useWords<(typeof actWords)['en']>>;

function sayOutcome(outcome: Outcome, say: Words): string {
  switch (outcome.kind) {
    case 'done':
      return say.done;
    case 'still':
      return say.still;
    case 'unable':
      return say[outcome.why];
    case 'failed':
      return say.failed;
  }
}

/** What happened, for a screen reader. */
export function sayEntry(entry: Entry, say: Words): string {
  return `${entry.label}. ${entry.done.map(({ deed, outcome }) => `${say[deed.kind]}: ${sayOutcome(outcome, say)}`).join('. ')}.`;
}

/** What fired, when and why, the newest first. */
export function Log({ acting }: { acting: Acting }) {
  const say = useWords(actWords);
  const { language } = useLanguage();
  const entries = useStore(acting.log);
  return (
    <section className="act-log" aria-labelledby="act-log">
      <h3 id="act-log">{say.log}</h3>
      {entries.length === 0 && <p className="soft">{say.nothing}</p>}
      <ol>
        {entries.map((entry) => (
          <li key={entry.id}>
            <time dateTime={entry.time.toISOString()}>{entry.time.toLocaleTimeString(language)}</time>
            <strong>{entry.label}</strong>
            <span className="soft">
              {entry.tried ? say.tried : say.because(entry.probability, entry.heldMillis)}
            </span>
            <span>
              {entry.done.map(({ deed, outcome }) => (
                <span key={deed.kind} className="outcome" data-kind={outcome.kind}>
                  {say[deed.kind]}:{' '}
                  {outcome.kind === 'failed'
                    ? sentence(outcome.failure, language).text
                    : sayOutcome(outcome, say)}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

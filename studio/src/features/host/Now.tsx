import { useQuery } from '@tanstack/react-query';
import { api, everything } from '../../api/client';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { Bars } from '../../ui/Bars';
import { byDay, rate, shares } from './figures';
import { Latency } from './Latency';
import { hostWords } from './messages';
import { Sheet } from './Sheet';

/** How the host is doing now. */
export function Now({ state }: { state: Wire<'HostState'> }) {
  const say = useWords(hostWords);
  const { decimal, date } = useFormats();
  const parts = shares(state.portions).map(({ name, share }) => ({ label: name || say.others, share }));
  return (
    <>
      <p className="host-pace">{say.pace(decimal(rate(state.activity)), state.waiting)}</p>
      <section aria-labelledby="latency">
        <h2 id="latency">{say.latency}</h2>
        <Latency latency={state.activity.latency} />
      </section>
      <section aria-labelledby="shares">
        <h2 id="shares">{say.shares}</h2>
        {parts.length === 0 ? (
          <p className="soft">{say.sharesQuiet}</p>
        ) : (
          <Bars bars={parts} label={say.shares} plain />
        )}
      </section>
      <section aria-labelledby="models">
        <h2 id="models">{say.models}</h2>
        <Sheet
          label={say.models}
          heads={[say.model, say.kind, say.state]}
          rows={state.models.map((model) => ({
            key: model.name,
            cells: [model.name, model.kind, model.inMemory ? say.inMemory : say.onDisk],
          }))}
        />
      </section>
      <section aria-labelledby="refused">
        <h2 id="refused">{say.refused}</h2>
        {state.refused.length === 0 && <p className="soft">{say.refusedNone}</p>}
        <ul className="refused">
          {state.refused.map((each) => (
            <li key={`${each.tenant} ${each.status} ${each.reason}`}>
              <span className="soft">
                {date(each.time)} · {each.what} {each.count > 1 && `· ${say.times(each.count)}`}
              </span>
              <p lang="en">{each.reason}</p>
            </li>
          ))}
        </ul>
      </section>
      <UsageDays />
    </>
  );
}

function UsageDays() {
  const say = useWords(hostWords);
  const { whole, decimal } = useFormats();
  const found = useQuery({
    queryKey: ['usage'],
    queryFn: ({ signal }) =>
      everything((cursor) => api.get('/api/usage', { query: { cursor, limit: 1000 }, signal })),
    refetchInterval: 30_000,
  });
  const days = byDay(found.data ?? []);
  return (
    <section aria-labelledby="usage">
      <h2 id="usage">{say.usage}</h2>
      {days.length === 0 ? (
        <p className="soft">{say.usageNone}</p>
      ) : (
        <Sheet
          label={say.usage}
          heads={[say.day, say.count, say.errors, say.seconds]}
          rows={days.map((day) => ({
            key: day.day,
            cells: [day.day, whole(day.requests), whole(day.errors), decimal(day.seconds)],
          }))}
        />
      )}
    </section>
  );
}

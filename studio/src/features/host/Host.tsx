import './host.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useRoute } from 'wouter';
import { api } from '../../api/client';
import { useWords } from '../../language/language';
import { Loading } from '../../ui/Loading';
import { useTitle } from '../../ui/title';
import { Wrong } from '../../ui/Wrong';
import { AuditLog } from './AuditLog';
import { KeyList } from './KeyList';
import { hostWords } from './messages';
import { Now } from './Now';
import { TenantList } from './TenantList';

const PARTS = ['now', 'keys', 'tenants', 'log'] as const;
const EVERY_MILLIS = 2_000;

/** What runs, for whom, how quickly; keys, tenants and the log. */
export default function Host() {
  const say = useWords(hostWords);
  const [, at] = useRoute('/host/:part?');
  const part = PARTS.find((each) => each === at?.part) ?? 'now';
  const found = useQuery({
    queryKey: ['host'],
    queryFn: ({ signal }) => api.get('/api/host', { signal }),
    refetchInterval: EVERY_MILLIS,
  });
  useTitle(say.title);
  return (
    <div className="view host">
      <header className="host-head">
        <h1>{say.title}</h1>
        <nav aria-label={say.parts}>
          <ul className="host-parts">
            {PARTS.map((each) => (
              <li key={each}>
                <Link
                  href={each === 'now' ? '/host' : `/host/${each}`}
                  aria-current={each === part ? 'page' : undefined}
                >
                  {say[each]}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      {found.data && !found.data.you.isOwner && <p className="soft">{say.own}</p>}
      {found.error ? <Wrong failure={found.error} /> : !found.data && <Loading />}
      {found.data && part === 'now' && <Now state={found.data} />}
      {found.data && part === 'keys' && <KeyList state={found.data} />}
      {found.data && part === 'tenants' && <TenantList state={found.data} />}
      {found.data && part === 'log' && <AuditLog state={found.data} />}
    </div>
  );
}

import { Link, useLocation } from 'wouter';
import { useWords } from '../language/language';
import { Icon, type IconName } from '../ui/Icon';
import { appWords } from './messages';
import { Settings } from './Settings';

const PLACES = [
  { to: '/', icon: 'projects', word: 'projects' },
  { to: '/music', icon: 'music', word: 'music' },
  { to: '/host', icon: 'host', word: 'host' },
] as const satisfies readonly { to: string; icon: IconName; word: keyof typeof appWords.en }[];

function isIn(location: string, place: string) {
  return place === '/' ? location === '/' || location.startsWith('/projects') : location.startsWith(place);
}

/** The slim rail at the edge, or at the bottom of a narrow window. */
export function Rail() {
  const say = useWords(appWords);
  const [location] = useLocation();
  return (
    <header className="rail">
      <span className="mark" aria-hidden="true">
        <Icon name="island" />
      </span>
      <nav aria-label={say.main}>
        <ul>
          {PLACES.map(({ to, icon, word }) => (
            <li key={to}>
              <Link href={to} aria-current={isIn(location, to) ? 'page' : undefined}>
                <Icon name={icon} />
                {say[word]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Settings />
    </header>
  );
}

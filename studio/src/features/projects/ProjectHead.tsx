import { Link } from 'wouter';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { Icon } from '../../ui/Icon';
import { isKind, kindIcon } from './kinds';
import { projectWords } from './messages';
import { ProjectMenu } from './ProjectMenu';
import { PARTS, PLACES, type Place } from './places';

interface Props {
  project: Wire<'Project'>;
  place: Place;
  part?: string | undefined;
}

/** The name of a project and the ways to its places. */
export function ProjectHead({ project, place, part }: Props) {
  const say = useWords(projectWords);
  const at = `/projects/${project.id}`;
  return (
    <header className="project-head">
      <div className="project-name">
        <Icon name={kindIcon(project.kind)} title={isKind(project.kind) ? say[project.kind] : project.kind} />
        <h1>{project.name}</h1>
        <ProjectMenu project={project} />
      </div>
      <nav aria-label={say.places}>
        <ul className="tabs">
          {PLACES.map((each) => (
            <li key={each}>
              <Link href={`${at}/${each}`} aria-current={each === place ? 'page' : undefined}>
                {say[each]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {place === 'use' && (
        <nav aria-label={say.parts}>
          <ul className="tabs small">
            {PARTS.map((each) => (
              <li key={each}>
                <Link
                  href={each === 'publish' ? `${at}/use` : `${at}/use/${each}`}
                  aria-current={each === (part ?? 'publish') ? 'page' : undefined}
                >
                  {say[each]}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </header>
  );
}

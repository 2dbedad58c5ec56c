import { Link } from 'wouter';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { Icon } from '../../ui/Icon';
import { isKind, kindIcon } from './kinds';
import { projectWords } from './messages';

/** The projects there are, the newest first. */
export function ProjectList({ projects }: { projects: Wire<'Project'>[] }) {
  const say = useWords(projectWords);
  const { date } = useFormats();
  return (
    <ul className="project-list">
      {[...projects].reverse().map((project) => (
        <li key={project.id}>
          <Link href={`/projects/${project.id}/show`} className="project-row">
            <Icon name={kindIcon(project.kind)} />
            <span className="kind-name">{project.name}</span>
            <span className="soft">{isKind(project.kind) ? say[project.kind] : project.kind}</span>
            <time className="soft small" dateTime={project.created}>
              {date(project.created)}
            </time>
          </Link>
        </li>
      ))}
    </ul>
  );
}

import './project.css';
import { lazy, Suspense } from 'react';
import { Link, Redirect } from 'wouter';
import { Problem } from '../../api/problem';
import { useProject, useVersions } from '../../api/queries';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { LiveProvider } from '../../live/useLive';
import { Empty } from '../../ui/Empty';
import { Loading } from '../../ui/Loading';
import { useTitle } from '../../ui/title';
import { Wrong } from '../../ui/Wrong';
import { projectWords } from './messages';
import { ProjectHead } from './ProjectHead';
import { isPlace, type Place } from './places';
import { TeachingProvider } from './useTeaching';

const VIEWS = {
  show: lazy(() => import('../show/Show')),
  look: lazy(() => import('../look/Look')),
  use: lazy(() => import('../use/Use')),
  act: lazy(() => import('../act/Act')),
};
const Play = lazy(() => import('../play/Play'));

interface Props {
  project: string;
  place?: string | undefined;
  part?: string | undefined;
}

/** A project: its head, one of its places, and the live pane beside it. */
export default function ProjectFrame({ project, place, part }: Props) {
  const found = useProject(project);
  const say = useWords(projectWords);
  if (found.error instanceof Problem && found.error.status === 404) {
    return (
      <Empty
        icon="island"
        isWholeView
        action={
          <Link href="/" className="button">
            {say.home}
          </Link>
        }
      >
        {say.missing}
      </Empty>
    );
  }
  if (found.error) return <Wrong failure={found.error} />;
  if (!found.data) return <Loading />;
  if (place === undefined || !isPlace(place)) return <Redirect to={`/projects/${project}/show`} replace />;
  return <Framed project={found.data} place={place} part={part} />;
}

function Framed({
  project,
  place,
  part,
}: {
  project: Wire<'Project'>;
  place: Place;
  part?: string | undefined;
}) {
  const say = useWords(projectWords);
  const newest = useVersions(project.id).data?.at(-1);
  const View = VIEWS[place === 'use' && part === 'act' ? 'act' : place];
  useTitle(`${project.name} – ${say[place]}`);
  return (
    <TeachingProvider project={project}>
      <LiveProvider kind={project.kind} model={newest && `${project.name}@${newest.version}`}>
        <div className="project">
          <ProjectHead project={project} place={place} part={part} />
          <div className="project-place">
            <Suspense fallback={<Loading />}>
              <View project={project} />
            </Suspense>
          </div>
          <Suspense fallback={null}>
            <Play project={project} place={place} />
          </Suspense>
        </div>
      </LiveProvider>
    </TeachingProvider>
  );
}

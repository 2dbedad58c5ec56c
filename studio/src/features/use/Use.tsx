import './use.css';
import { Link } from 'wouter';
import { useWords } from '../../language/language';
import { Empty } from '../../ui/Empty';
import { Loading } from '../../ui/Loading';
import { Wrong } from '../../ui/Wrong';
import type { PlaceProps } from '../projects/places';
import { Address } from './Address';
import { Downloads } from './Downloads';
import { publishWords } from './messages';
import { Publish } from './Publish';
import { Traffic } from './Traffic';
import { usePublishing } from './usePublishing';
import { Versions } from './Versions';

/** Publishing, asking, taking along, and the versions. */
export default function Use({ project }: PlaceProps) {
  const say = useWords(publishWords);
  const publishing = usePublishing(project);
  const { publication, isLoading, failure } = publishing;
  if (isLoading && failure === undefined) return <Loading />;
  if (publication.kind === 'untaught') {
    if (failure !== undefined) return <Wrong failure={failure} />;
    return (
      <Empty
        icon="host"
        action={
          <Link href={`/projects/${project.id}/show`} className="button">
            {say.toShow}
          </Link>
        }
      >
        {say.empty}
      </Empty>
    );
  }
  return (
    <div className="use">
      <Publish key={publication.kind} project={project} publishing={publishing} publication={publication} />
      {publication.kind === 'published' && (
        <>
          <Address project={project} model={publication.alias.name} />
          <Traffic alias={publication.alias} publishing={publishing} />
        </>
      )}
      <Downloads project={project} version={publication.newest.version} />
      <Versions project={project} publishing={publishing} />
    </div>
  );
}

import './start.css';
import { type DragEvent, useState } from 'react';
import { useProjects } from '../../api/queries';
import { useWords } from '../../language/language';
import { useTitle } from '../../ui/title';
import { Wrong } from '../../ui/Wrong';
import { CameDialog } from './CameDialog';
import { DropCard } from './DropCard';
import { ExampleCards } from './ExampleCards';
import { dropped } from './found';
import { KindCards } from './KindCards';
import { ProjectList } from './ProjectList';
import { startWords } from './startMessages';
import { useStart } from './useStart';

/** Where everything begins: what shall be taught, ready examples, and the projects there are. */
export default function Start() {
  const say = useWords(startWords);
  const start = useStart();
  const projects = useProjects();
  const [over, setOver] = useState(false);
  const some = (projects.data?.length ?? 0) > 0;
  useTitle(some ? say.yours : say.title);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void start.take(dropped(event.dataTransfer));
  };
  const drag = (now: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(now);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons below do the same without dragging
    <div
      className="view start"
      data-over={over || undefined}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={drop}
    >
      {some && (
        <section aria-labelledby="yours">
          <h1 id="yours">{say.yours}</h1>
          <ProjectList projects={projects.data ?? []} />
        </section>
      )}
      <section aria-labelledby="new">
        {some ? <h2 id="new">{say.again}</h2> : <h1 id="new">{say.title}</h1>}
        <KindCards isDisabled={start.busy} onChoose={start.teach}>
          <DropCard onTake={start.take} />
        </KindCards>
      </section>
      <section aria-labelledby="ready">
        <div className="heading">
          <h2 id="ready">{say.examples}</h2>
          <p className="soft">{say.examplesHint}</p>
        </div>
        <ExampleCards isDisabled={start.busy} onOpen={start.open} />
      </section>
      <div role="status">{start.busy && <p className="soft">{say.making}</p>}</div>
      <Wrong failure={start.failure ?? projects.error} />
      <p className="soft small">{say.private}</p>
      {start.came && <CameDialog came={start.came} onSettle={start.settle} onLeave={start.leave} />}
    </div>
  );
}

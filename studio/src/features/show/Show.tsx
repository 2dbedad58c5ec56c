import './show.css';
import { useState } from 'react';
import { useWords } from '../../language/language';
import type { PlaceProps } from '../projects/places';
import { Drops } from './Drops';
import { FigureLine } from './FigureLine';
import { LabelList } from './LabelList';
import { useShownLabels } from './labels';
import { showWords } from './messages';
import { ShownLabel } from './ShownLabel';
import { UploadLine } from './UploadLine';

/** Where examples are shown: the labels, and the examples of the one that is being shown. */
export default function Show({ project }: PlaceProps) {
  const say = useWords(showWords);
  const { labels, shown } = useShownLabels(project.id);
  const [failure, fail] = useState<unknown>();
  const count = labels.find((each) => each.label === shown)?.examples ?? 0;
  return (
    <Drops project={project} label={shown} onFailure={fail}>
      <FigureLine project={project} labels={labels} />
      <UploadLine project={project} failure={failure} />
      <div className="show-body">
        <LabelList project={project} labels={labels} shown={shown} />
        {shown === undefined ? (
          <p className="first-hint">{say.first}</p>
        ) : (
          <ShownLabel key={shown} project={project} label={shown} count={count} labels={labels} />
        )}
      </div>
    </Drops>
  );
}

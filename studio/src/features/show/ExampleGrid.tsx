import { GridLayout, GridList, GridListItem, type Selection, Size, Virtualizer } from 'react-aria-components';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { showWords } from './messages';
import { Thumbnail } from './Thumbnail';

interface Props {
  project: Wire<'Project'>;
  label: string;
  examples: Wire<'Example'>[];
  selection: Selection;
  onSelect: (selection: Selection) => void;
}

// Sizes are the layout's: a picture that is not there yet has no height that could be measured.
const SQUARE = {
  preserveAspectRatio: true,
  minItemSize: new Size(104, 104),
  maxItemSize: new Size(144, 144),
  minSpace: new Size(8, 8),
};
const WIDE = {
  preserveAspectRatio: true,
  minItemSize: new Size(200, 72),
  maxItemSize: new Size(320, 72),
  minSpace: new Size(8, 8),
};

/** The examples of a label as small pictures, of which only those in view are there. */
export function ExampleGrid({ project, label, examples, selection, onSelect }: Props) {
  const say = useWords(showWords);
  const isWide = project.kind === 'text' || project.kind === 'sound';
  return (
    <Virtualizer layout={GridLayout} layoutOptions={isWide ? WIDE : SQUARE}>
      <GridList
        className="example-grid"
        aria-label={say.examplesOf(label)}
        layout="grid"
        selectionMode="multiple"
        selectedKeys={selection}
        onSelectionChange={onSelect}
        items={examples}
      >
        {(example) => (
          <GridListItem id={example.id} textValue={example.name} className="example">
            <Thumbnail project={project.id} kind={project.kind} example={example} />
          </GridListItem>
        )}
      </GridList>
    </Virtualizer>
  );
}

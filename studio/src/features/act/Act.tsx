import { useWords } from '../../language/language';
import { Empty } from '../../ui/Empty';
import type { PlaceProps } from '../projects/places';
import { actWords } from './messages';

export default function Act(_: PlaceProps) {
  const say = useWords(actWords);
  return <Empty icon="hand">{say.empty}</Empty>;
}

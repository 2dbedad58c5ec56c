import { useWords } from '../../language/language';
import { Empty } from '../../ui/Empty';
import type { PlaceProps } from '../projects/places';
import { publishWords } from './messages';

export default function Use(_: PlaceProps) {
  const say = useWords(publishWords);
  return <Empty icon="host">{say.empty}</Empty>;
}

import { useWords } from '../../language/language';
import { Empty } from '../../ui/Empty';
import type { PlaceProps } from '../projects/places';
import { lookWords } from './messages';

export default function Look(_: PlaceProps) {
  const say = useWords(lookWords);
  return <Empty icon="question">{say.empty}</Empty>;
}

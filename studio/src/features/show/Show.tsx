import { useWords } from '../../language/language';
import { Empty } from '../../ui/Empty';
import type { PlaceProps } from '../projects/places';
import { showWords } from './messages';

export default function Show(_: PlaceProps) {
  const say = useWords(showWords);
  return <Empty icon="camera">{say.empty}</Empty>;
}

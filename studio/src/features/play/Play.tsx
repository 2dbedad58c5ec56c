import { useWords } from '../../language/language';
import type { Place, PlaceProps } from '../projects/places';
import { playWords } from './messages';

export default function Play(_: PlaceProps & { place: Place }) {
  const say = useWords(playWords);
  return <aside className="play" aria-label={say.title} />;
}

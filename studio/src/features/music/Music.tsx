import { useWords } from '../../language/language';
import { Empty } from '../../ui/Empty';
import { useTitle } from '../../ui/title';
import { musicWords } from './messages';

export default function Music() {
  const say = useWords(musicWords);
  useTitle(say.title);
  return (
    <div className="view">
      <h1>{say.title}</h1>
      <Empty icon="music">{say.empty}</Empty>
    </div>
  );
}

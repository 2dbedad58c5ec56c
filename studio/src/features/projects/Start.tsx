import { useWords } from '../../language/language';
import { Empty } from '../../ui/Empty';
import { startWords } from './startMessages';

export default function Start() {
  const say = useWords(startWords);
  return (
    <div className="view">
      <h1>{say.title}</h1>
      <Empty icon="island">{say.title}</Empty>
    </div>
  );
}

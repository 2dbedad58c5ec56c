import { useWords } from '../../language/language';
import { Empty } from '../../ui/Empty';
import { useTitle } from '../../ui/title';
import { hostWords } from './messages';

export default function Host() {
  const say = useWords(hostWords);
  useTitle(say.title);
  return (
    <div className="view">
      <h1>{say.title}</h1>
      <Empty icon="host">{say.empty}</Empty>
    </div>
  );
}

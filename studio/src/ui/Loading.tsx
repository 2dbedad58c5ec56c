import { messages, useWords } from '../language/language';

const words = messages({ loading: 'One moment…' }, { loading: 'Un instant…' });

/** While something is fetched; shown only where that takes long enough to be seen. */
export function Loading() {
  const say = useWords(words);
  return (
    <p className="loading" role="status">
      {say.loading}
    </p>
  );
}

import { sentence } from '../api/problem';
import { useLanguage } from '../language/language';

/** A failure in one sentence, where the eye is. */
export function Wrong({ failure }: { failure: unknown }) {
  const { language } = useLanguage();
  if (failure === null || failure === undefined) return null;
  const { text, lang } = sentence(failure, language);
  return (
    <p className="wrong-box" role="alert" lang={lang}>
      {text}
    </p>
  );
}

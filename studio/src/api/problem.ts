import type { Language } from '../language/language';
import { messages } from '../language/language';

export const problemWords = messages(
  {
    unreachable: 'Insula does not answer; look whether it still runs. This page tries again by itself.',
    key: 'This Insula asks for a key, and none came that is good; enter one and go on.',
    busy: 'Insula is busy with other work; it is tried again in a moment.',
    unreadable: 'Insula answered with something that this page does not understand; load the page again.',
  },
  {
    unreachable:
      'Insula ne répond pas ; regardez s’il est encore en marche. Cette page réessaie d’elle-même.',
    key: 'Cet Insula demande une clé et n’en a reçu aucune de valable ; saisissez-en une pour continuer.',
    busy: 'Insula est occupé par d’autres travaux ; nouvel essai dans un instant.',
    unreadable: 'La réponse d’Insula n’a pas été comprise ; rechargez la page.',
  },
);

/** What went wrong with a request: the server's own sentence where it said one. */
export class Problem extends Error {
  /** The status of HTTP; 0 where nothing answered. */
  readonly status: number;
  /** After how many seconds it is worth trying again, where the server said so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, detail: string, retryAfter?: number) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** One sentence for people, and the language in which it is written. */
export interface Sentence {
  text: string;
  lang: Language;
}

/** What to tell of a failure; sentences of the server are in English. */
export function sentence(failure: unknown, language: Language): Sentence {
  const words = problemWords[language];
  if (!(failure instanceof Problem)) {
    return { text: failure instanceof Error ? failure.message : String(failure), lang: 'en' };
  }
  switch (failure.status) {
    case 0:
      return { text: words.unreachable, lang: language };
    case 401:
      return { text: words.key, lang: language };
    case 429:
    case 503:
      return { text: words.busy, lang: language };
    default:
      return failure.message === ''
        ? { text: words.unreadable, lang: language }
        : { text: failure.message, lang: 'en' };
  }
}

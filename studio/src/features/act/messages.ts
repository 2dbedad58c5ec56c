import { messages } from '../../language/language';

export const actWords = messages(
  { empty: 'Say what shall happen when something is seen or heard.' },
  { empty: 'Dites ce qui doit se passer quand quelque chose est vu ou entendu.' },
);

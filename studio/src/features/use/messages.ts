import { messages } from '../../language/language';

export const publishWords = messages(
  { empty: 'Publish what you taught with one click, and ask it from anywhere on this machine.' },
  { empty: 'Publiez ce que vous avez enseigné d’un clic, et interrogez-le depuis toute cette machine.' },
);

import { messages } from '../../language/language';

export const lookWords = messages(
  { empty: 'Show a few examples of two labels; then you see here how good the model is and what to mend.' },
  {
    empty:
      'Montrez quelques exemples de deux étiquettes ; vous verrez ici ce que vaut le modèle et quoi corriger.',
  },
);

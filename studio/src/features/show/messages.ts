import { messages } from '../../language/language';

export const showWords = messages({ empty: 'Show a few examples.' }, { empty: 'Montrez quelques exemples.' });

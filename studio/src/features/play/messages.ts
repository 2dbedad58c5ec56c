import { messages } from '../../language/language';

export const playWords = messages({ title: 'Play' }, { title: 'Essayer' });

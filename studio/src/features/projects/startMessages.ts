import { messages } from '../../language/language';

export const startWords = messages({ title: 'What shall it learn?' }, { title: 'Que doit-il apprendre ?' });

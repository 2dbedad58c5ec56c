import { messages } from '../../language/language';

export const hostWords = messages(
  { title: 'Host', empty: 'Here you will see who asks what, and how quickly it is answered.' },
  { title: 'Serveur', empty: 'Ici vous verrez qui demande quoi, et à quelle vitesse la réponse vient.' },
);

import { messages } from '../../language/language';

export const musicWords = messages(
  { title: 'Music', empty: 'Drop a song here, and see its beat, its chords and its notes.' },
  { title: 'Musique', empty: 'Déposez une chanson ici, et voyez sa mesure, ses accords et ses notes.' },
);

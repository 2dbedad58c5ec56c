import { useLanguage, useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { pitchName } from './harmony';
import { musicWords } from './messages';
import type { Reading } from './reading';
import { clock } from './time';

/** Key, tempo, bar, loudness and length in large figures. */
export function Facts({ reading }: { reading: Reading }) {
  const say = useWords(musicWords);
  const { language } = useLanguage();
  const { whole, decimal } = useFormats();
  const { key, tempo, loudness } = reading;
  const lufs = loudness.integratedLufs;
  const facts: [string, string, string?][] = [
    key
      ? [
          say.key,
          say[key.mode === 'minor' ? 'minor' : 'major'](pitchName(key.tonic, language === 'fr')),
          say.camelot(key.camelot),
        ]
      : [say.key, say.unheard],
    tempo ? [say.tempo, say.bpm(whole(tempo.bpm))] : [say.tempo, say.unheard],
    reading.downbeats.length > 0 ? [say.meter, say.beatsInBar(reading.meter)] : [say.meter, say.unheard],
    [say.loudness, typeof lufs === 'number' ? `${decimal(Math.round(lufs * 10) / 10)} LUFS` : say.unheard],
    [say.length, clock(reading.durationSeconds)],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value, more]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {more && <small>{more}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

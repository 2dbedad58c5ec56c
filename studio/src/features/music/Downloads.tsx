import { useState } from 'react';
import { address, keyed, send } from '../../api/client';
import { useWords } from '../../language/language';
import { Button } from '../../ui/Button';
import { Wrong } from '../../ui/Wrong';
import { musicWords } from './messages';
import { form, type Piece } from './reading';

const FORMATS = { midi: 'mid', musicxml: 'musicxml', jams: 'jams', svg: 'svg', png: 'png' } as const;
type Format = keyof typeof FORMATS;

/** What was read, as files for other programs. */
export function Downloads({ piece }: { piece: Piece }) {
  const say = useWords(musicWords);
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState<Format>();
  const fetchAs = async (format: Format) => {
    setBusy(format);
    setFailure(undefined);
    try {
      const url = address('/api/music', undefined, { format, name: piece.name.slice(0, 200) });
      const response = await send(url, {
        method: 'POST',
        body: form(piece.name, piece.file),
        headers: keyed(),
      });
      save(await response.blob(), `${piece.name.replace(/\.[^.]{1,5}$/, '')}.${FORMATS[format]}`);
    } catch (problem) {
      setFailure(problem);
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <section className="downloads" aria-labelledby="music-downloads">
      <h2 id="music-downloads">{say.download}</h2>
      <div className="row">
        {(Object.keys(FORMATS) as Format[]).map((format) => (
          <Button key={format} onPress={() => fetchAs(format)} isPending={busy === format}>
            {say[format]}
          </Button>
        ))}
      </div>
      <Wrong failure={failure} />
    </section>
  );
}

function save(bytes: Blob, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

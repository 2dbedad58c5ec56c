import { useState } from 'react';
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { Bars } from '../../ui/Bars';
import { publishWords } from './messages';
import { splitOfTwo } from './publishing';
import type { Publishing } from './usePublishing';

interface Props {
  alias: Wire<'Alias'>;
  publishing: Publishing;
}

/** Which versions share a name; where there are two, a slider between them. */
export function Traffic({ alias, publishing }: Props) {
  const say = useWords(publishWords);
  const { whole } = useFormats();
  if (alias.split.length < 2) return null;
  return (
    <section aria-labelledby="use-traffic" className="traffic">
      <h2 id="use-traffic">{say.traffic}</h2>
      {alias.split.length === 2 ? (
        <Between key={alias.revision} alias={alias} publishing={publishing} />
      ) : (
        <Bars
          plain
          label={say.traffic}
          bars={alias.split.map((share) => ({
            label: say.version(whole(share.version)),
            share: share.percent / 100,
          }))}
        />
      )}
    </section>
  );
}

function Between({ alias, publishing }: Props) {
  const say = useWords(publishWords);
  const { whole, percent } = useFormats();
  const [first, second] = alias.split;
  const [share, slide] = useState(second?.percent ?? 50);
  const name = whole(second?.version ?? 0);
  const settle = (value: number | number[]) => {
    const wanted = Number(value);
    if (wanted === second?.percent) return;
    void publishing.move(alias, splitOfTwo(alias, wanted), say.tried(name, percent(wanted / 100)));
  };
  return (
    <>
      <Slider
        className="slider"
        value={share}
        minValue={1}
        maxValue={99}
        onChange={(value) => slide(Number(value))}
        onChangeEnd={settle}
      >
        <Label>{say.gets(name)}</Label>
        <SliderOutput>{percent(share / 100)}</SliderOutput>
        <SliderTrack className="slider-track">
          <div className="slider-fill" style={{ width: `${share}%` }} />
          <SliderThumb className="slider-thumb" />
        </SliderTrack>
      </Slider>
      <p className="help">{say.getsTogether(whole(first?.version ?? 0))}</p>
    </>
  );
}

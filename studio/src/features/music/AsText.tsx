import { useMemo } from 'react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useWords } from '../../language/language';
import { Icon } from '../../ui/Icon';
import { bars } from './bars';
import { musicWords } from './messages';
import type { Reading } from './reading';
import { clock } from './time';

/** The piece bar by bar, for those who would rather read it. */
export function AsText({ reading }: { reading: Reading }) {
  const say = useWords(musicWords);
  const rows = useMemo(() => bars(reading), [reading]);
  return (
    <Disclosure className="as-text">
      <Heading level={2}>
        <AriaButton slot="trigger" className="button plain">
          <Icon name="back" /> {say.asText}
        </AriaButton>
      </Heading>
      <DisclosurePanel>
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{say.bar}</th>
                <th scope="col">{say.starts}</th>
                <th scope="col">{say.section}</th>
                <th scope="col">{say.chords}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.number}>
                  <th scope="row">{row.number}</th>
                  <td>{clock(row.start)}</td>
                  <td>{row.section}</td>
                  <td>{row.chords.join(' ') || say.noChord}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </DisclosurePanel>
    </Disclosure>
  );
}

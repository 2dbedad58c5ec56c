import { useEffect, useState } from 'react';
import { DropZone, FileTrigger, Text } from 'react-aria-components';
import { useWords } from '../../language/language';
import { announce } from '../../ui/announce';
import { Button } from '../../ui/Button';
import { Empty } from '../../ui/Empty';
import { Progress } from '../../ui/Progress';
import { useStore } from '../../ui/store';
import { useTitle } from '../../ui/title';
import { Wrong } from '../../ui/Wrong';
import { exampleTune } from './exampleTune';
import { musicWords } from './messages';
import { PieceView } from './PieceView';
import { forget, music, read } from './reading';
import './music.css';

/** A recording is dropped, read and shown. */
export default function Music() {
  const say = useWords(musicWords);
  const state = useStore(music);
  useTitle(state.kind === 'read' ? state.piece.name : say.title);
  useEffect(() => {
    if (state.kind === 'read') announce(say.read(state.piece.name));
  }, [state, say]);
  switch (state.kind) {
    case 'read':
      return (
        <Dropping>
          <PieceView piece={state.piece} onAnother={forget} />
        </Dropping>
      );
    case 'reading':
      return (
        <div className="view music">
          <h1>{say.title}</h1>
          <div className="reading">
            <Progress label={say.reading(state.name)} value={state.done} />
            <Button onPress={state.stop}>{say.stop}</Button>
          </div>
        </div>
      );
    case 'none':
    case 'failed':
      return (
        <Dropping>
          <h1>{say.title}</h1>
          {state.kind === 'failed' && <Wrong failure={state.failure} />}
          <Empty icon="music" action={<Beginnings />}>
            {say.empty}
          </Empty>
        </Dropping>
      );
    default:
      return state satisfies never;
  }
}

/** The whole view takes a file. */
function Dropping({ children }: { children: React.ReactNode }) {
  const say = useWords(musicWords);
  return (
    <DropZone
      className="view music dropping"
      onDrop={async (event) => {
        const dropped = event.items.find((item) => item.kind === 'file');
        if (dropped?.kind === 'file') await read(dropped.name, await dropped.getFile());
      }}
    >
      <Text slot="label" className="unseen">
        {say.empty}
      </Text>
      {children}
    </DropZone>
  );
}

function Beginnings() {
  const say = useWords(musicWords);
  const [busy, setBusy] = useState(false);
  const example = async () => {
    setBusy(true);
    await read(say.exampleName, await exampleTune());
  };
  return (
    <>
      <div className="beginnings">
        <Choose look="main">{say.choose}</Choose>
        <Button onPress={example} isDisabled={busy}>
          {say.example}
        </Button>
      </div>
      <p className="stays">{say.stays}</p>
    </>
  );
}

function Choose({ look, children }: { look: 'main' | 'usual'; children: React.ReactNode }) {
  return (
    <FileTrigger
      acceptedFileTypes={['audio/*', 'video/*', '.flac', '.ogg', '.opus', '.m4a', '.wav', '.mp3']}
      onSelect={(files) => {
        const file = files?.[0];
        if (file) void read(file.name, file);
      }}
    >
      <Button look={look}>{children}</Button>
    </FileTrigger>
  );
}

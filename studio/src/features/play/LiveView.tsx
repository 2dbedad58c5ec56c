import { useEffect, useRef, useState } from 'react';
import { useWords } from '../../language/language';
import type { Camera } from '../../live/camera';
import type { Microphone } from '../../live/microphone';
import type { Sensing } from '../../live/session';
import { peaks } from '../../live/sound';
import { useLiveSession } from '../../live/useLive';
import { Button } from '../../ui/Button';
import { useStore } from '../../ui/store';
import { Wave } from '../show/Thumbnail';
import { playWords } from './messages';

const SECONDS = 3;
const BARS = 60;
const EVERY_MILLIS = 80;

/** What the camera sees, mirrored as in a mirror, or what the microphone hears; and that it is on. */
export function LiveView({ sensing }: { sensing: Sensing }) {
  const say = useWords(playWords);
  const live = useLiveSession();
  const told = { camera: say.cameraPrivate, microphone: say.microphonePrivate, motion: say.motionPrivate };
  if (sensing.kind === 'off' || sensing.kind === 'starting' || sensing.kind === 'lacking') return null;
  return (
    <>
      {sensing.kind === 'camera' && <Mirror camera={sensing.camera} />}
      {sensing.kind === 'microphone' && <Listening microphone={sensing.microphone} />}
      <p className="is-on">
        <span className="on-dot" aria-hidden="true" />
        <span>{told[sensing.kind]}</span>
        <Button look="plain" onPress={() => live.stop()}>
          {say.stop}
        </Button>
      </p>
    </>
  );
}

function Mirror({ camera }: { camera: Camera }) {
  const say = useWords(playWords);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = camera.stream;
  }, [camera]);
  return (
    <div className="mirror" style={{ aspectRatio: `${camera.width} / ${camera.height}` }}>
      <video ref={video} autoPlay muted playsInline aria-label={say.live} />
      <Found />
    </div>
  );
}

/** A thin line around the face, hand or body that the answer is about. */
function Found() {
  const answer = useStore(useLiveSession().seen);
  const box = answer && answer.kind !== 'nothing' ? answer.box : undefined;
  if (!box) return null;
  return (
    <span
      className="found-box"
      style={{
        left: `${100 * box.x}%`,
        top: `${100 * box.y}%`,
        width: `${100 * box.width}%`,
        height: `${100 * box.height}%`,
      }}
    />
  );
}

function Listening({ microphone }: { microphone: Microphone }) {
  const say = useWords(playWords);
  const [heard, set] = useState<number[]>(() => new Array<number>(BARS).fill(0));
  useEffect(() => {
    const timer = setInterval(() => set(peaks(microphone.last(SECONDS), BARS)), EVERY_MILLIS);
    return () => clearInterval(timer);
  }, [microphone]);
  return (
    <div className="listening" role="img" aria-label={say.waveform}>
      <Wave peaks={[...heard, 0.3]} />
    </div>
  );
}

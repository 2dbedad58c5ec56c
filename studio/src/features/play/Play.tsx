import './play.css';
import { useEffect, useState } from 'react';
import { useVersions } from '../../api/queries';
import { useWords } from '../../language/language';
import { useLiveSession, useSensing } from '../../live/useLive';
import { IconButton } from '../../ui/Button';
import type { Place, PlaceProps } from '../projects/places';
import { useShownLabels } from '../show/labels';
import { Announce } from './Announce';
import { Answer } from './Answer';
import { Capture } from './Capture';
import { CaptureText } from './CaptureText';
import { Coach } from './Coach';
import { Judge } from './Judge';
import { LiveView } from './LiveView';
import { playWords } from './messages';
import { TurnOn } from './TurnOn';

/** The live pane: what the camera sees or the microphone hears, and what the model says of it. */
export default function Play({ project, place }: PlaceProps & { place: Place }) {
  const say = useWords(playWords);
  const live = useLiveSession();
  const sensing = useSensing();
  const { labels, shown } = useShownLabels(project.id);
  const isTaught = (useVersions(project.id).data?.length ?? 0) > 0;
  const [isWhole, setWhole] = useState(false);
  const isOn = sensing.kind === 'camera' || sensing.kind === 'microphone' || sensing.kind === 'motion';
  const isText = live.sense === 'keyboard';
  useEffect(() => {
    const leave = (event: KeyboardEvent) => event.key === 'Escape' && setWhole(false);
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, []);
  return (
    <aside className="play" aria-label={say.title} data-whole={isWhole || undefined}>
      <div className="play-inside">
        {isText ? (
          <CaptureText project={project} label={place === 'show' ? shown : undefined} />
        ) : (
          <>
            <div className="live-frame">
              {isOn ? (
                <LiveView sensing={sensing} />
              ) : (
                <TurnOn sense={live.sense} sensing={sensing} onStart={() => live.start()} />
              )}
              {isOn && (
                <span className="whole-button">
                  <IconButton
                    icon={isWhole ? 'smaller' : 'whole'}
                    label={isWhole ? say.smaller : say.whole}
                    onPress={() => setWhole(!isWhole)}
                  />
                </span>
              )}
            </div>
            {isOn && <Coach kind={project.kind} sensing={sensing} />}
            {isOn && place === 'show' && <Capture project={project} label={shown} />}
          </>
        )}
        {(isOn || isText) && <Answer kind={project.kind} isTaught={isTaught} />}
        {(isOn || isText) && isTaught && (
          <Judge project={project} labels={labels.map((each) => each.label)} />
        )}
        <Announce />
      </div>
    </aside>
  );
}

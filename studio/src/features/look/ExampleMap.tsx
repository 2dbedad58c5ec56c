import { type KeyboardEvent, memo, type PointerEvent, useMemo, useRef, useState } from 'react';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { AsTable } from './AsTable';
import { Cards, type CardsProps, useSaid } from './Cards';
import type { Findings, Seen } from './findings';
import { Mark, MarkShape } from './Mark';
import { lookWords } from './messages';
import { type Direction, nearest, walk } from './walk';

const WIDE = 640;
const HIGH = 400;
const EDGE = 20;
const REACH = 0.06;

const DIRECTIONS: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

type Props = Omit<CardsProps, 'seen' | 'title'> & { findings: Findings };

/** The examples on a plane: by pointer, by keyboard, or as a table. */
export function ExampleMap({ findings, ...given }: Props) {
  const say = useWords(lookWords);
  const { percent, whole } = useFormats();
  const said = useSaid(findings.labels);
  const [at, go] = useState<number>();
  const [opened, open] = useState<string>();
  const { seen, labels } = findings;
  const here = at === undefined ? undefined : seen[at];
  const shown = seen.filter((each) => each.example.id === opened);
  const tell = (each: Seen) => say.mapPoint(each.example.name, labels[each.label] ?? '', said(each));
  return (
    <section aria-labelledby="look-map">
      <h2 id="look-map">{say.map}</h2>
      <p className="help">
        {say.mapHelp} {say.mapShare(percent(findings.explained))}
      </p>
      <ul className="legend">
        {labels.map((label, i) => (
          <li key={label}>
            <Mark label={i} />
            {label}
          </li>
        ))}
        <li>
          <svg className="mark-icon" viewBox="-7 -7 14 14" aria-hidden="true">
            <path className="strike" d="M-6 6L6-6" />
          </svg>
          {say.wrongMark}
        </li>
      </ul>
      <Plane seen={seen} at={at} go={go} open={(i) => open(seen[i]?.example.id)} />
      <p className="map-says" role="status">
        {here ? tell(here) : say.mapNone}
      </p>
      <p className="help" id="map-keys">
        {say.mapKeys}
      </p>
      {shown.length > 0 && <Cards {...given} seen={shown} title={say.map} />}
      <AsTable seen={seen} labels={labels} />
      {findings.leftOut > 0 && <p className="help">{say.leftOut(whole(findings.leftOut))}</p>}
    </section>
  );
}

interface PlaneProps {
  seen: Seen[];
  at: number | undefined;
  go: (at: number) => void;
  open: (at: number) => void;
}

const across = (x: number) => WIDE / 2 + x * (WIDE / 2 - EDGE);
const upward = (y: number) => HIGH / 2 - y * (HIGH / 2 - EDGE);

/** The places of the examples, stretched upwards to fill the plane. */
function filling(seen: Seen[]) {
  const highest = seen.reduce((most, each) => Math.max(most, Math.abs(each.y)), 1e-9);
  return seen.map((each) => ({ x: each.x, y: each.y / highest }));
}

/** Thousands of marks, drawn once. */
const Marks = memo(function Marks({ seen, points }: { seen: Seen[]; points: { x: number; y: number }[] }) {
  return seen.map((each, i) => (
    <g
      key={each.example.id}
      transform={`translate(${across(points[i]?.x ?? 0)} ${upward(points[i]?.y ?? 0)})`}
    >
      <MarkShape label={each.label} />
      {each.label !== each.predicted && <path className="strike" d="M-8 8L8-8" />}
    </g>
  ));
});

function Plane({ seen, at, go, open }: PlaneProps) {
  const say = useWords(lookWords);
  const drawing = useRef<SVGSVGElement>(null);
  const points = useMemo(() => filling(seen), [seen]);
  const here = at === undefined ? undefined : points[at];
  const press = (event: KeyboardEvent) => {
    const direction = DIRECTIONS[event.key];
    if (direction) {
      event.preventDefault();
      go(walk(points, at ?? -1, direction));
    } else if (at !== undefined && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      open(at);
    }
  };
  const point = (event: PointerEvent) => {
    const box = drawing.current?.getBoundingClientRect();
    if (!box) return undefined;
    const x = ((event.clientX - box.left) / box.width - 0.5) * (WIDE / (WIDE / 2 - EDGE));
    const y = (0.5 - (event.clientY - box.top) / box.height) * (HIGH / (HIGH / 2 - EDGE));
    const found = nearest(points, { x, y }, REACH);
    if (found !== undefined && found !== at) go(found);
    return found;
  };
  return (
    <div
      className="map"
      role="application"
      aria-label={say.mapChart}
      aria-describedby="map-keys"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: walked through in two dimensions, as no other role is
      tabIndex={0}
      onKeyDown={press}
      onPointerMove={point}
      onPointerUp={(event) => {
        const found = point(event);
        if (found !== undefined) open(found);
      }}
    >
      <svg ref={drawing} className="chart" viewBox={`0 0 ${WIDE} ${HIGH}`} aria-hidden="true">
        <Marks seen={seen} points={points} />
        {here && <circle className="here" cx={across(here.x)} cy={upward(here.y)} r={11} />}
      </svg>
    </div>
  );
}

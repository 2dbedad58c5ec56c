import { useEffect, useRef, useState } from 'react';
import type { Wire } from '../../api/wire';
import { Icon } from '../../ui/Icon';
import { type Thumb, thumbnail } from './thumbnail';

interface Props {
  project: string;
  kind: string;
  example: Wire<'Example'>;
}

/** A small picture of an example: a picture, a wave, a movement or the beginning of a text. */
export function Thumbnail({ project, kind, example }: Props) {
  const [thumb, set] = useState<Thumb>();
  useEffect(() => {
    let gone = false;
    thumbnail(project, kind, example).then(
      (made) => gone || set(made),
      () => gone || set({ kind: 'broken' }),
    );
    return () => {
      gone = true;
    };
  }, [project, kind, example]);
  switch (thumb?.kind) {
    case undefined:
      return <span className="thumb empty-thumb" />;
    case 'picture':
      return <Picture bitmap={thumb.bitmap} />;
    case 'wave':
      return <Wave peaks={thumb.peaks} />;
    case 'lines':
      return <Lines series={thumb.series} />;
    case 'text':
      return <span className="thumb text-thumb">{thumb.text}</span>;
    case 'broken':
      return (
        <span className="thumb broken-thumb">
          <Icon name="question" />
        </span>
      );
  }
}

function Picture({ bitmap }: { bitmap: ImageBitmap }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    canvas.current?.getContext('2d')?.drawImage(bitmap, 0, 0);
  }, [bitmap]);
  return (
    <canvas ref={canvas} className="thumb" width={bitmap.width} height={bitmap.height} aria-hidden="true" />
  );
}

/** A sound as bars about a middle line. */
export function Wave({ peaks }: { peaks: number[] }) {
  const loudest = Math.max(0.05, ...peaks);
  return (
    <svg
      className="thumb wave-thumb"
      viewBox={`0 0 ${peaks.length} 32`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {peaks.map((peak, i) => {
        const height = Math.max(0.6, (28 * peak) / loudest);
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
        return <rect key={i} x={i + 0.15} y={16 - height / 2} width={0.7} height={height} rx={0.3} />;
      })}
    </svg>
  );
}

function Lines({ series }: { series: number[][] }) {
  return (
    <svg className="thumb lines-thumb" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      {series.map((values, i) => (
        <polyline
          // biome-ignore lint/suspicious/noArrayIndexKey: a channel is its place
          key={i}
          points={values
            .map((v, x) => `${(100 * x) / Math.max(1, values.length - 1)},${92 - 84 * v}`)
            .join(' ')}
        />
      ))}
    </svg>
  );
}

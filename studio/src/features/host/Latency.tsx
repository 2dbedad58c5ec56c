import type { Wire } from '../../api/wire';
import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { hostWords } from './messages';
import { Sheet } from './Sheet';

const HEIGHT = 60;

/** How long requests took, as a distribution on a logarithmic scale, with its median and what 95 in 100 stayed within. */
export function Latency({ latency }: { latency: Wire<'HostState'>['activity']['latency'] }) {
  const say = useWords(hostWords);
  const { decimal, whole } = useFormats();
  const { buckets, medianMillis, p95Millis } = latency;
  const [first] = buckets;
  if (first === undefined || medianMillis === undefined || p95Millis === undefined)
    return <p className="soft">{say.quiet}</p>;
  const most = Math.max(...buckets.map((bucket) => bucket.count));
  const millis = (n: number) => `${n < 10 ? decimal(n) : whole(n)}\u202fms`;
  // Each bucket is a fourth of an octave wide.
  const at = (n: number) => 4 * Math.log2(n / first.upToMillis) + 1;
  return (
    <>
      <p>
        {say.median(millis(medianMillis))}, {say.p95(millis(p95Millis))}
      </p>
      <svg
        className="latency"
        viewBox={`0 0 ${Math.max(8, buckets.length)} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {buckets.map((bucket, i) => (
          <rect
            key={bucket.upToMillis}
            x={i + 0.06}
            width={0.88}
            y={HEIGHT - (HEIGHT * bucket.count) / most}
            height={(HEIGHT * bucket.count) / most}
          />
        ))}
        <line x1={at(medianMillis)} x2={at(medianMillis)} y1={0} y2={HEIGHT} />
        <line x1={at(p95Millis)} x2={at(p95Millis)} y1={0} y2={HEIGHT} strokeDasharray="4 3" />
      </svg>
      <details>
        <summary>{say.table}</summary>
        <Sheet
          label={say.latency}
          heads={[say.upTo, say.count]}
          rows={buckets.map((bucket) => ({
            key: String(bucket.upToMillis),
            cells: [millis(bucket.upToMillis), whole(bucket.count)],
          }))}
        />
      </details>
    </>
  );
}

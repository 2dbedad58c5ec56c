import { useWords } from '../../language/language';
import { useFormats } from '../../language/numbers';
import { type Findings, tellingBin, trust } from './findings';
import { lookWords } from './messages';

const SIDE = 200;
const LEFT = 44;
const BOTTOM = 40;
const TICKS = [0, 0.5, 1];

const x = (share: number) => LEFT + SIDE * share;
const y = (share: number) => 14 + SIDE * (1 - share);

/** The reliability diagram: what it says against how often that is right. */
export function Calibration({ findings }: { findings: Findings }) {
  const say = useWords(lookWords);
  const { whole, percent, decimal } = useFormats();
  const bins = findings.reliability.filter((bin) => bin.examples > 0);
  const telling = tellingBin(findings);
  const right = (bin: (typeof bins)[number]) => whole(Math.round(bin.accuracy * bin.examples));
  return (
    <section aria-labelledby="look-calibration">
      <h2 id="look-calibration">{say.calibration}</h2>
      <p>
        {say[trust(findings)]}{' '}
        {telling && say.when(percent(telling.probability), right(telling), whole(telling.examples))}
      </p>
      <div className="beside">
        <Diagram bins={bins} />
        <details>
          <summary>{say.asTable}</summary>
          <table className="figures">
            <thead>
              <tr>
                <th scope="col">{say.saysColumn}</th>
                <th scope="col">{say.meanColumn}</th>
                <th scope="col">{say.rightColumn}</th>
              </tr>
            </thead>
            <tbody>
              {bins.map((bin) => (
                <tr key={bin.from}>
                  <th scope="row">
                    {percent(bin.from)} – {percent(bin.to)}
                  </th>
                  <td>{percent(bin.probability)}</td>
                  <td>
                    {percent(bin.accuracy)} <small>{say.ofAll(right(bin), whole(bin.examples))}</small>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="help">
            {say.details}: {decimal(findings.ece)}
          </p>
        </details>
      </div>
    </section>
  );
}

/** Each bin a dot whose area is its examples, hung from the ideal. */
function Diagram({ bins }: { bins: Findings['reliability'] }) {
  const say = useWords(lookWords);
  const { percent } = useFormats();
  const most = Math.max(1, ...bins.map((bin) => bin.examples));
  return (
    <svg
      className="chart calibration"
      viewBox={`0 0 ${LEFT + SIDE + 16} ${SIDE + 14 + BOTTOM}`}
      role="img"
      aria-label={say.calibrationChart}
    >
      {TICKS.map((tick) => (
        <g key={tick}>
          <path className="grid" d={`M${x(0)} ${y(tick)}H${x(1)}M${x(tick)} ${y(0)}V${y(1)}`} />
          <text x={x(0) - 6} y={y(tick) + 4} textAnchor="end">
            {percent(tick)}
          </text>
          <text x={x(tick)} y={y(0) + 16} textAnchor="middle">
            {percent(tick)}
          </text>
        </g>
      ))}
      <text x={x(0.5)} y={y(0) + 34} textAnchor="middle">
        {say.axisSaid}
      </text>
      <text transform={`translate(11 ${y(0.5)}) rotate(-90)`} textAnchor="middle">
        {say.axisRight}
      </text>
      <path className="ideal" d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} />
      {bins.map((bin) => (
        <g key={bin.from}>
          <path className="gap" d={`M${x(bin.probability)} ${y(bin.probability)}V${y(bin.accuracy)}`} />
          <circle
            className="bin"
            cx={x(bin.probability)}
            cy={y(bin.accuracy)}
            r={3 + 7 * Math.sqrt(bin.examples / most)}
          />
        </g>
      ))}
    </svg>
  );
}

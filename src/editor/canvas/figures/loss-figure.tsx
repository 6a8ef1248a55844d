// The loss card: the loss of the shown example, and what each of its steps adds to it as a bar.

import { readout, short } from "../../pictures/numbers.ts";
import { largest } from "../../pictures/scale.ts";
import { useStep, useValues } from "../../store/selectors.ts";
import type { InspectedValue } from "../../worker/protocol.ts";
import type { NodeData } from "../flow-model.ts";
import { CardHead, NoNumber, titleOf, useMissing, Waiting } from "./card-parts.tsx";

const WIDTH = 157;
const HEIGHT = 84;

interface BarsProps {
  /** What each step adds. */
  readonly parts: Float64Array;
}

/** Bars keep a gap of one pixel while they are wide enough for it. */
function Bars({ parts }: BarsProps) {
  const now = useStep();
  const most = largest(parts) || 1;
  const pitch = WIDTH / parts.length;
  const gap = pitch > 3 ? 1 : 0;
  return (
    <svg className="loss-bars" width={WIDTH} height={HEIGHT} role="img" aria-label={`Loss at step ${now}: ${short(parts[now] ?? 0)}`}>
      {Array.from(parts, (part, t) => {
        const height = Number.isFinite(part) ? Math.max(0.75, (Math.abs(part) / most) * HEIGHT) : HEIGHT;
        const kind = [t === now ? "now" : "", Number.isFinite(part) ? "" : "broken"].filter(Boolean).join(" ");
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
        return <rect key={t} className={kind} x={t * pitch} y={HEIGHT - height} width={pitch - gap} height={height} />;
      })}
    </svg>
  );
}

function PerStep({ parts }: BarsProps) {
  return (
    <>
      <Bars parts={parts} />
      <p className="loss-ends dim">
        <span>step 0</span>
        {parts.length > 1 && <span>{parts.length - 1}</span>}
      </p>
    </>
  );
}

const overSteps = (parts: InspectedValue | undefined): string => {
  const count = parts?.value.length ?? 0;
  return count === 0 ? "this example" : `over ${count} ${count === 1 ? "step" : "steps"}`;
};

export function LossFigure({ data }: { readonly data: NodeData }) {
  const missing = useMissing(data);
  const values = useValues(data.node.id);
  const loss = values.find(({ port }) => port === data.ports.find(({ direction }) => direction === "out")?.id)?.value[0];
  const parts = values.find(({ port, time }) => port === "perStep" && time);
  return (
    <>
      <CardHead title={titleOf(data)} kind="loss" />
      {missing && <Waiting missing={missing} />}
      {!missing && loss === undefined && <NoNumber data={data} />}
      {!missing && loss !== undefined && (
        <p className="read-out">
          <span className="big">{readout(loss)}</span> <span className="dim">{overSteps(parts)}</span>
        </p>
      )}
      {!missing && parts && <PerStep parts={parts.value} />}
    </>
  );
}

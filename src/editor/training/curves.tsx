// The two curves of a training: loss, and norm of the gradient before clipping. In a chunk of its own with uPlot.

import { readout } from "../pictures/numbers.ts";
import { type Curve, useEditor } from "../store/state.ts";
import { Plot } from "./plot.tsx";

interface CurveFigureProps {
  readonly title: string;
  readonly curve: Curve;
  readonly numbers: Curve["losses"];
  readonly testid: string;
}

function CurveFigure({ title, curve: { epochs }, numbers, testid }: CurveFigureProps) {
  const last = numbers.at(-1);
  const now = last === null || last === undefined ? "" : `, now ${readout(last)}`;
  return (
    <figure className="curve-figure" data-testid={testid} data-points={epochs.length}>
      <figcaption className="caption">{title}</figcaption>
      {epochs.length > 0 ? (
        <Plot epochs={epochs} numbers={numbers} label={`${title}, over ${epochs.length} epochs${now}`} />
      ) : (
        <p className="dim">One point an epoch, once training has begun.</p>
      )}
    </figure>
  );
}

export default function Curves() {
  const curve = useEditor((state) => state.curve);
  // sequences are strings where each step has a letter
  const strings = useEditor(({ inspection }) => inspection?.label !== null && inspection?.steps !== null);
  return (
    <>
      <CurveFigure title={`Loss, training ${strings ? "strings" : "data"}`} curve={curve} numbers={curve.losses} testid="loss-curve" />
      <CurveFigure title="Gradient norm before clipping" curve={curve} numbers={curve.norms} testid="norm-curve" />
    </>
  );
}

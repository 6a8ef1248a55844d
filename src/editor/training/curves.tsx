// The two curves of a training: loss, and norm of the gradient before clipping. In a chunk of its own with uPlot.

import { readout } from "../pictures/numbers.ts";
import { type Curve, useEditor } from "../store/state.ts";
import { Plot } from "./plot.tsx";

interface CurveFigureProps {
  readonly title: string;
  /** Behind the title, where there is room. */
  readonly aside: string;
  /** What its numbers are. */
  readonly about: string;
  readonly curve: Curve;
  readonly numbers: Curve["losses"];
  readonly testid: string;
}

function CurveFigure({ title, aside, about, curve: { epochs }, numbers, testid }: CurveFigureProps) {
  const last = numbers.at(-1);
  const end = last === null || last === undefined ? "" : `, the last ${readout(last)}`;
  return (
    <figure className="curve-figure" data-testid={testid} data-points={epochs.length} title={about}>
      <figcaption className="caption">
        {title}
        <span className="aside">{aside}</span>
      </figcaption>
      {epochs.length > 0 ? (
        <Plot epochs={epochs} numbers={numbers} label={`${title}${aside}, over ${epochs.length} epochs${end}`} />
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
      <CurveFigure
        title="Loss"
        aside={`, training ${strings ? "strings" : "data"}`}
        about="The loss of each epoch before its step: the first point is that of the initial weights."
        curve={curve}
        numbers={curve.losses}
        testid="loss-curve"
      />
      <CurveFigure
        title="Gradient norm"
        aside=" before clipping"
        about="The norm of the gradient that each epoch's last step went by, before clipping."
        curve={curve}
        numbers={curve.norms}
        testid="norm-curve"
      />
    </>
  );
}

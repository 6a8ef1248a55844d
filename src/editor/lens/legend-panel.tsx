// The scale of the pictures, at the lower left of the canvas: a ramp for values, for gradients a wedge as thick and as coloured as
// the wires.

import { Panel } from "@xyflow/react";
import { memo } from "react";
import { Tex } from "../math/tex.tsx";
import { useColours } from "../pictures/colours.ts";
import { cssColour, normColour } from "../pictures/heat.ts";
import { type Legend, widthAt } from "../pictures/scale.ts";
import { isUpdateRule } from "../store/scope.ts";
import { useLegend, useStep } from "../store/selectors.ts";
import { useEditor } from "../store/state.ts";
import { NoGradients } from "./no-gradients.tsx";

const WEDGE = { x: 44, y: 5, length: 250, slices: 50 } as const;
const LENGTH_OF_SLICE = WEDGE.length / WEDGE.slices;

function Slices() {
  const colours = useColours();
  return Array.from({ length: WEDGE.slices }, (_, k) => {
    const u = k / (WEDGE.slices - 1);
    const height = widthAt(u);
    // A hair wider than its share, so that no gap shows between two slices.
    const place = { x: WEDGE.x + k * LENGTH_OF_SLICE, y: WEDGE.y - height / 2, width: LENGTH_OF_SLICE + 0.6, height };
    return <rect key={u} {...place} fill={cssColour(normColour(colours, u))} />;
  });
}

function Decade({ x, exponent }: { readonly x: number; readonly exponent: number }) {
  return (
    <text x={x} y={22} textAnchor="middle">
      10
      <tspan dy={-4} fontSize={8}>
        {String(exponent).replace("-", "−")}
      </tspan>
    </text>
  );
}

const exponents = (top: number, decades: number): number[] => Array.from({ length: decades + 1 }, (_, k) => top - decades + k);

const Wedge = memo(function Wedge({ legend: { top, decades } }: { readonly legend: Legend }) {
  const name = `Norms from 10 to the ${top - decades} to 10 to the ${top}; below: gone`;
  return (
    <svg width={WEDGE.x + WEDGE.length + 26} height={25} role="img" aria-label={name} data-testid="legend" data-top={top}>
      <path className="gone" d={`M3 ${WEDGE.y}H34`} />
      <text x={2} y={22}>
        gone
      </text>
      <Slices />
      {exponents(top, decades).map((exponent) => (
        <Decade key={exponent} x={WEDGE.x + ((exponent - top) / decades + 1) * WEDGE.length} exponent={exponent} />
      ))}
    </svg>
  );
});

const NONE: readonly string[] = [];

/** Says what is not data. */
const inventedNote = (names: readonly string[]): string =>
  names.length === 0
    ? ""
    : `${names.slice(0, 3).join(", ")}${names.length > 3 ? " and others" : ""}: random numbers, nothing feeds ${names.length === 1 ? "it" : "them"}`;

function Invented() {
  const invented = useEditor((state) => state.inspection?.invented ?? NONE);
  return invented.length > 0 ? <p className="dim">{inventedNote(invented)}</p> : null;
}

/** `at t = 17`, where there is time. */
function usePresent(): string {
  const timed = useEditor((state) => (state.inspection?.steps ?? null) !== null && !isUpdateRule(state));
  const step = useStep();
  return timed ? ` at t = ${step}` : "";
}

function Ramp() {
  return (
    <>
      <span>Value</span>
      <span className="ramp-end">−max</span>
      <i className="ramp value" />
      <span>max</span>
    </>
  );
}

function ValueLegend() {
  const present = usePresent();
  return (
    <p>
      <Ramp />
      <span className="dim ramp-end">each node by its own maximum, at least 1 · number: mean{present}</span>
    </p>
  );
}

function GradientLegend() {
  const legend = useLegend();
  const present = usePresent();
  return (
    <>
      <p>
        <Tex tex="\lVert\partial L/\partial\,\cdot\,\rVert" spoken />
        <span>{present ? `${present.trim()}, ` : ""}chevrons point the way the gradient flows</span>
      </p>
      <Wedge legend={legend} />
    </>
  );
}

/** Of both: the wedge, and beside it what belongs to the upper strips. */
function LensLegend() {
  const hasGradients = useEditor((state) => (state.inspection?.loss ?? null) !== null && !isUpdateRule(state));
  const lens = useEditor((state) => state.lens);
  if (lens === "value") return <ValueLegend />;
  if (!hasGradients) return <NoGradients />;
  return (
    <div className="legend-row">
      <div>
        <GradientLegend />
      </div>
      {lens === "both" && (
        <p>
          <Ramp />
        </p>
      )}
    </div>
  );
}

export function LegendPanel() {
  const hasValues = useEditor((state) => (state.inspection?.values.length ?? 0) > 0);
  if (!hasValues) return null;
  return (
    <Panel position="bottom-left" className="legend">
      <Invented />
      <LensLegend />
    </Panel>
  );
}

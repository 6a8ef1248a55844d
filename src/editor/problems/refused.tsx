// What there is to know about a refused wire beside the refusal itself: why, what would make it fit, and where else it could go.

import { registry } from "../../../nodes/index.ts";
import type { Endpoint } from "../../graph/document.ts";
import { addChosen } from "../adding/arrival.ts";
import { focusNode } from "../adding/focus-node.ts";
import { nameTex } from "../math/name.ts";
import { Tex } from "../math/tex.tsx";
import { useRepairs } from "../repairs/offers.ts";
import { RepairButtons } from "../repairs/repair-buttons.tsx";
import { whyNot } from "../repairs/why.ts";
import { pathOf } from "../store/scope.ts";
import { currentGraph } from "../store/selectors.ts";
import { getState, type Refusal, useEditor } from "../store/state.ts";
import type { PortAxes } from "../worker/protocol.ts";

interface RefusalProps {
  readonly refusal: Refusal;
}

export function WhyRefused({ refusal }: RefusalProps) {
  const type = useEditor((state) => registry.get(currentGraph(state).nodes[refusal.to.node]?.type ?? ""));
  const why = whyNot(refusal.problem, type);
  if (why === null) return null;
  return (
    <section>
      <h3 className="caption">Why</h3>
      <p className="why">{why}</p>
    </section>
  );
}

interface Continuation {
  readonly type: string;
  readonly words: string;
  readonly tex: string;
  /** What comes out, for n features. */
  readonly gives: (size: string) => string;
  readonly needsTime?: boolean;
}

/** Where a value can nearly always go on to. */
const CONTINUATIONS: readonly Continuation[] = [
  { type: "gate", words: "new layer", tex: "\\sigma(W\\cdot x + b)", gives: (size) => `${size} → any` },
  { type: "delay", words: "new delay", tex: "z^{-1}", gives: (size) => size, needsTime: true },
  { type: "mean-steps", words: "new mean over steps", tex: "\\bar{x}", gives: (size) => `${size}, no time`, needsTime: true },
];

const sizeText = ({ shape }: PortAxes): string => (shape.length === 0 ? "a number" : shape.join(" × "));

/** Halfway to where it was to go. */
function goOn(from: Endpoint, type: string): void {
  const node = currentGraph(getState()).nodes[from.node];
  if (!node) return;
  const at = { x: node.position.x + 240, y: node.position.y };
  void addChosen(type, at, { end: from, direction: "out" }).then((id) => id !== null && focusNode(id));
}

const offered = (axes: PortAxes): Continuation[] =>
  CONTINUATIONS.filter(({ type, needsTime }) => (!needsTime || axes.time) && (type !== "gate" || axes.shape.length <= 1));

function Continuations({ from }: { readonly from: Endpoint }) {
  const axes = useEditor((state) => state.analysis?.ports[`${pathOf(state.path, from.node)}:${from.port}`]);
  if (!axes) return null;
  return (
    <section>
      <h3 className="caption">
        Ports that fit <Tex tex={nameTex(from.port === "value" ? from.node : from.port)} spoken />
      </h3>
      <ul className="continuations">
        {offered(axes).map(({ type, words, tex, gives }) => (
          <li key={type}>
            <button type="button" className="button" onClick={() => goOn(from, type)}>
              <i className={axes.time ? "dot" : "dot steady"} /> {words} <Tex tex={tex} spoken />{" "}
              <span className="dim">{gives(sizeText(axes))}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function WhatFits({ refusal }: RefusalProps) {
  const repairs = useRepairs(refusal);
  return (
    <>
      {repairs && repairs.length > 0 && (
        <section>
          <h3 className="caption">What would fit</h3>
          <RepairButtons refusal={refusal} repairs={repairs} keyed={false} />
        </section>
      )}
      <Continuations from={refusal.from} />
    </>
  );
}

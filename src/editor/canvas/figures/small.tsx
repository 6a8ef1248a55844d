// Operators, matrices, gates, delays, tags and comments: the figures of the textbooks.

import { registry } from "../../../../nodes/index.ts";
import type { GraphNode } from "../../../graph/document.ts";
import { hasOwnName, isNamed, nameTex } from "../../math/name.ts";
import { Tex } from "../../math/tex.tsx";
import { readable } from "../../pictures/numbers.ts";
import { currentGraph } from "../../store/selectors.ts";
import { useEditor } from "../../store/state.ts";
import type { NodeData } from "../flow-model.ts";
import { isSide, type PlacedPort } from "../port-layout.ts";
import { Glyph } from "./glyph.tsx";
import { MeanAtStep, Plate, type PlatePlace, Strip, useFirstValue } from "./values.tsx";

interface FigureProps {
  readonly data: NodeData;
}

/** Where a plate stands: as laid out (`plate: "top"`, `plate: [-24, -48]`), else on the first side without ports. */
function platePlace(node: GraphNode, ports: readonly PlacedPort[]): PlatePlace | null {
  const said = node.look?.plate;
  if (said === "none") return null;
  if (isSide(said)) return said;
  if (Array.isArray(said) && typeof said[0] === "number" && typeof said[1] === "number") return [said[0], said[1]];
  const free = (["bottom", "top", "right", "left"] as const).find((side) => ports.every((port) => port.side !== side));
  return free ?? "bottom";
}

export function OperatorFigure({ data: { node, type, ports } }: FigureProps) {
  const place = platePlace(node, ports);
  return (
    <>
      <Glyph tex={type?.role === "parameter" && isNamed(node.id) ? nameTex(node.id) : (type?.glyph ?? "?")} />
      {place && <Plate node={node} place={place} />}
    </>
  );
}

/** Glyph of the function that a layer ends with; its own glyph where it has no choice of one. */
function functionGlyph({ node, type }: NodeData): string {
  const chosen = node.attributes.activation ?? type?.attributes.find((spec) => spec.id === "activation")?.default;
  return (typeof chosen === "string" && registry.get(chosen)?.glyph) || type?.glyph || "";
}

export function GateFigure({ data }: FigureProps) {
  const { node, type } = data;
  const entry = useFirstValue(node.id);
  const named = hasOwnName(node);
  return (
    <>
      <header>
        {named && <Tex tex={nameTex(node.id)} />}
        <span className="role">{node.role ?? (named ? "" : type?.title)}</span>
        <span className="pill">
          <Tex tex={functionGlyph(data)} />
        </span>
      </header>
      <Strip entry={entry} width={96} height={40} />
      <MeanAtStep entry={entry} className="gate-number" />
    </>
  );
}

export function DelayFigure({ data: { node, type } }: FigureProps) {
  return (
    <>
      <Tex tex={type?.glyph ?? ""} />
      <Strip entry={useFirstValue(node.id)} width={72} height={20} />
    </>
  );
}

/** The node that is wired into an output; an output is called so, unless it has a name of its own, and shows its value. */
const useSource = (node: GraphNode): string | undefined =>
  useEditor((state) => Object.values(currentGraph(state).edges).find((edge) => edge.to.node === node.id)?.from.node);

export function TagFigure({ data: { node, type } }: FigureProps) {
  const source = useSource(node);
  const own = useFirstValue(node.id);
  const passed = useFirstValue(source ?? node.id);
  const given = node.attributes.name;
  const name = (typeof given === "string" && given) || source || node.id;
  return (
    <>
      {isNamed(name) ? <Tex tex={nameTex(name)} /> : <span className="tag-value">{type?.title}</span>}
      <Strip entry={own ?? passed} width={64} height={14} />
    </>
  );
}

const constantText = (value: unknown): string =>
  typeof value === "number" ? readable(value) : Array.isArray(value) ? `[${value.length}]` : String(value ?? "");

/** The number itself; what was written (`units`, `1/3`) only until the engine has worked it out. */
export function ConstantFigure({ data: { node } }: FigureProps) {
  const found = useFirstValue(node.id)?.value;
  const value = found?.length === 1 ? found[0] : node.attributes.value;
  return (
    <>
      {isNamed(node.id) && <Tex tex={`${nameTex(node.id)} =`} />}
      <span className="tag-value">{constantText(value ?? 0)}</span>
    </>
  );
}

export function CommentFigure({ data: { node } }: FigureProps) {
  const text = node.attributes.text;
  return <p>{typeof text === "string" && text !== "" ? text : "Empty comment"}</p>;
}

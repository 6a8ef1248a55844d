// Operators, matrices, gates, delays, tags and comments: the figures of the textbooks.

import { registry } from "../../../../nodes/index.ts";
import { edgesFrom, type GraphNode, graphAt, nodeAt } from "../../../graph/document.ts";
import type { NodeType } from "../../../graph/node-type.ts";
import { outputName } from "../../../graph/ports.ts";
import { hasOwnName, isNamed, shortNameTex } from "../../math/name.ts";
import { Tex } from "../../math/tex.tsx";
import { readable } from "../../pictures/numbers.ts";
import { scopeOf } from "../../store/scope.ts";
import { currentGraph } from "../../store/selectors.ts";
import { useEditor } from "../../store/state.ts";
import { writtenNumber } from "../../store/written-number.ts";
import { isBareMatrix } from "../drawing.ts";
import type { NodeData } from "../flow-model.ts";
import { platePlace } from "../plate-place.ts";
import { Glyph } from "./glyph.tsx";
import { NumberAtStep, Plate, Strip, useFirstValue } from "./values.tsx";

interface FigureProps {
  readonly data: NodeData;
}

/** As many as there is room for. */
const LETTERS = { glyph: 8, gate: 7, tag: 9, constant: 4 } as const;

/** A parameter goes by its name, a bare matrix by that of its weight. */
function glyphOf(node: GraphNode, type: NodeType | undefined): string {
  if (!type) return "?";
  if (type.role === "parameter" && isNamed(node.id)) return shortNameTex(node.id, LETTERS.glyph);
  return isBareMatrix(type, node.attributes) ? `${shortNameTex(node.parameters?.W?.name ?? "W", LETTERS.glyph)}\\,\\cdot` : type.glyph;
}

export function OperatorFigure({ data: { node, type, ports } }: FigureProps) {
  const place = platePlace(node, ports);
  return (
    <>
      <Glyph tex={glyphOf(node, type)} />
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
        {named && <Tex tex={shortNameTex(node.id, LETTERS.gate)} />}
        <span className="role">{node.role?.replace(/ gate$/, "") ?? (named ? "" : type?.title)}</span>
        <span className="pill">
          <Tex tex={functionGlyph(data)} />
        </span>
      </header>
      <Strip entry={entry} width={96} height={40} />
      <NumberAtStep entry={entry} className="gate-number" />
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

/** What the instance one has looked into is wired to outside: `W_y`, or the name of the node there. */
const useConsumers = (node: GraphNode): string =>
  useEditor(({ document, path }) => {
    const cell = graphAt(document, scopeOf(document, path) ?? null);
    const around = graphAt(document, scopeOf(document, path.slice(0, -1)) ?? null);
    const instance = path.at(-1);
    const port = cell && outputName(node, cell, registry);
    if (!around || instance === undefined || port === null) return "";
    const targets = edgesFrom(around, instance, port).flatMap(({ to }) => nodeAt(around, to.node) ?? []);
    return targets.map((target) => target.parameters?.W?.name ?? target.id).join(" ");
  });

function Tag({ node, title }: { readonly node: GraphNode; readonly title: string | undefined }) {
  const source = useSource(node);
  const own = useFirstValue(node.id);
  const passed = useFirstValue(source ?? node.id);
  const given = node.attributes.name;
  const name = (typeof given === "string" && given) || source || node.id;
  return (
    <>
      {isNamed(name) ? <Tex tex={shortNameTex(name, LETTERS.tag)} /> : <span className="tag-value">{title}</span>}
      <Strip entry={own ?? passed} width={64} height={14} />
    </>
  );
}

/** An output of an open cell says where it goes; its value is that of the node before it. */
export function TagFigure({ data: { node, type } }: FigureProps) {
  const consumers = useConsumers(node);
  if (type?.role !== "output" || consumers === "") return <Tag node={node} title={type?.title} />;
  return (
    <span className="goes-to">
      to{" "}
      <Tex
        tex={consumers
          .split(" ")
          .map((name) => shortNameTex(name, LETTERS.tag))
          .join(",\\;")}
      />
    </span>
  );
}

const constantText = (value: unknown): string =>
  typeof value === "number" ? readable(value) : Array.isArray(value) ? `[${value.length}]` : String(value ?? "");

/** The number itself; what was written (`units`, `1/3`) only until the engine has worked it out. */
export function ConstantFigure({ data: { node } }: FigureProps) {
  const found = useFirstValue(node.id)?.value;
  const written = useEditor((state) => writtenNumber(state, node, "value"));
  const value = found?.length === 1 ? found[0] : (written ?? node.attributes.value);
  return (
    <>
      {isNamed(node.id) && <Tex tex={`${shortNameTex(node.id, LETTERS.constant)} =`} />}
      <span className="tag-value">{constantText(value ?? 0)}</span>
    </>
  );
}

export function CommentFigure({ data: { node } }: FigureProps) {
  const text = node.attributes.text;
  return <p>{typeof text === "string" && text !== "" ? text : "Empty comment"}</p>;
}

// Cards: data, loss, metric, optimizer, and nodes whose type nobody knows.

import type { AttributeValue } from "../../../graph/document.ts";
import type { AttributeSpec } from "../../../graph/node-type.ts";
import { nameTex } from "../../math/name.ts";
import { Tex } from "../../math/tex.tsx";
import { readable, readout } from "../../pictures/numbers.ts";
import { currentGraph, useValues } from "../../store/selectors.ts";
import { useEditor } from "../../store/state.ts";
import type { InspectedValue } from "../../worker/protocol.ts";
import type { NodeData } from "../flow-model.ts";
import type { PlacedPort } from "../port-layout.ts";
import { Letters } from "./letters.tsx";
import { Strip, useFirstValue } from "./values.tsx";

interface FigureProps {
  readonly data: NodeData;
}

export function CardHead({ title, kind }: { readonly title: string; readonly kind: string }) {
  return (
    <header>
      <b>{title}</b>
      <span className="dim">{kind}</span>
    </header>
  );
}

const titleOf = ({ node, type }: NodeData): string => type?.title ?? node.type;

/** Names of the inputs that must be wired and are not; as one text, so that the card redraws only when it changes. */
const useMissing = ({ node, ports }: NodeData): string =>
  useEditor((state) => {
    const { edges } = currentGraph(state);
    const needed = (port: PlacedPort) => port.direction === "in" && !port.spec.optional && !port.spec.parameter;
    const missing = ports.filter((port) => needed(port) && !edges[`${node.id}:${port.id}`]);
    return missing.map((port) => port.spec.symbol ?? port.id).join(" ");
  });

/** `Waits for p and y.` */
function Waiting({ missing }: { readonly missing: string }) {
  return (
    <p className="dim">
      Waits for{" "}
      {missing.split(" ").map((name, k) => (
        <span key={name}>
          {k > 0 && " and "}
          <Tex tex={nameTex(name)} spoken />
        </span>
      ))}
      .
    </p>
  );
}

function DataRow({ entry }: { readonly entry: InspectedValue }) {
  return (
    <div className="card-row">
      <Tex tex={nameTex(entry.port)} />
      <Strip entry={entry} width={140} height={42} />
    </div>
  );
}

export function DataFigure({ data }: FigureProps) {
  const values = useValues(data.node.id);
  const examples = useEditor((state) => state.inspection?.examples ?? 0);
  const example = useEditor((state) => state.inspection?.example ?? 0);
  return (
    <>
      <CardHead title={titleOf(data)} kind="data" />
      <Letters most={34} />
      {values.slice(0, 2).map((entry) => (
        <DataRow key={entry.port} entry={entry} />
      ))}
      <span className="dim">{values.length > 0 ? `${examples} examples, number ${example + 1}` : "No numbers yet"}</span>
    </>
  );
}

export function LossFigure({ data }: FigureProps) {
  const missing = useMissing(data);
  const loss = useEditor((state) => state.inspection?.loss ?? null);
  return (
    <>
      <CardHead title={titleOf(data)} kind="loss" />
      {missing ? <Waiting missing={missing} /> : <span className="big">{loss === null ? "" : readout(loss)}</span>}
      <span className="dim">{!missing && loss !== null ? "this example" : ""}</span>
    </>
  );
}

/** A metric is reported under the name of its node. */
const useMetric = (id: string): number | undefined => useEditor((state) => state.report?.metrics[id]);

export function MetricFigure({ data }: FigureProps) {
  const missing = useMissing(data);
  const trained = useMetric(data.node.id);
  const inspected = useFirstValue(data.node.id)?.value[0];
  const shown = trained ?? inspected;
  return (
    <>
      <CardHead title={titleOf(data)} kind="metric" />
      {missing ? <Waiting missing={missing} /> : <span className="big">{shown === undefined ? "" : readout(shown)}</span>}
    </>
  );
}

function settingText(value: AttributeValue | null | undefined): string {
  if (value === null || value === undefined) return "none";
  if (typeof value === "number") return readable(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return Array.isArray(value) ? `[${value.join(", ")}]` : String(value);
}

function Settings({ data: { node }, specs }: { readonly data: NodeData; readonly specs: readonly AttributeSpec[] }) {
  return (
    <dl>
      {specs.map((spec) => [
        <dt key={`${spec.id} name`}>{spec.title}</dt>,
        <dd key={spec.id}>{settingText(node.attributes[spec.id] ?? spec.default)}</dd>,
      ])}
    </dl>
  );
}

export function OptimizerFigure({ data }: FigureProps) {
  const set = (data.type?.attributes ?? []).filter((spec) => (data.node.attributes[spec.id] ?? spec.default) !== null);
  return (
    <>
      <CardHead title={titleOf(data)} kind="optimizer" />
      <Settings data={data} specs={set.slice(0, 4)} />
    </>
  );
}

export function UnknownFigure({ data: { node } }: FigureProps) {
  return (
    <>
      <CardHead title={node.id} kind={node.type} />
      <span className="dim">This node's type is not known here. It is kept as it is.</span>
    </>
  );
}

// Cards: data, metric, and nodes whose type nobody knows. Loss and optimizer have files of their own.

import { hasOwnName, nameTex } from "../../math/name.ts";
import { Tex } from "../../math/tex.tsx";
import { readout } from "../../pictures/numbers.ts";
import { useValues } from "../../store/selectors.ts";
import { useEditor } from "../../store/state.ts";
import type { InspectedValue } from "../../worker/protocol.ts";
import type { NodeData } from "../flow-model.ts";
import { CardHead, NoNumber, titleOf, useMissing, Waiting } from "./card-parts.tsx";
import { Letters } from "./letters.tsx";
import { Strip, useFirstValue } from "./values.tsx";

interface FigureProps {
  readonly data: NodeData;
}

function DataRow({ entry }: { readonly entry: InspectedValue }) {
  return (
    <div className="card-row">
      <Tex tex={nameTex(entry.port)} />
      <Strip entry={entry} width={140} height={42} />
    </div>
  );
}

/** A lone field has the room of two, with its port at the middle; nothing else is there that its name could tell it from. */
const LoneField = ({ entry }: { readonly entry: InspectedValue }) => (
  <div className="card-row lone">
    <Strip entry={entry} width={156} height={94} />
  </div>
);

const MOST_FIELDS = 2;

const outputsOf = ({ ports }: NodeData) => ports.filter(({ direction }) => direction === "out");

/** One value a port: a lone field has two names, its own and the node's, for the same value. */
function useFields(data: NodeData): readonly InspectedValue[] {
  const values = useValues(data.node.id);
  return outputsOf(data)
    .flatMap(({ id }) => values.find(({ port }) => port === id) ?? [])
    .slice(0, MOST_FIELDS);
}

/** `400 strings, number 8 shown`; a label that has no steps says what is shown: `1397 examples, the first: a 7`. */
function useExampleText(): string {
  const examples = useEditor((state) => state.inspection?.examples ?? 0);
  const example = useEditor((state) => state.inspection?.example ?? 0);
  const label = useEditor((state) => state.inspection?.label ?? null);
  const stepwise = useEditor((state) => (state.inspection?.steps ?? null) !== null);
  const which = example === 0 ? "the first" : `number ${example + 1}`;
  if (label !== null && !stepwise) return `${examples} examples, ${which}: ${label}`;
  return `${examples} ${label === null ? "examples" : "strings"}, ${which} shown`;
}

export function DataFigure({ data }: FigureProps) {
  const fields = useFields(data);
  const text = useExampleText();
  const Field = outputsOf(data).length === 1 ? LoneField : DataRow;
  return (
    <>
      <CardHead title={titleOf(data)} kind="data" />
      <Letters most={34} />
      {fields.map((entry) => (
        <Field key={entry.port} entry={entry} />
      ))}
      <span className="dim">{fields.length > 0 ? text : "No numbers yet"}</span>
    </>
  );
}

/** Metrics that count examples: their number says little without how many there are. */
const OF_EXAMPLES: ReadonlySet<string> = new Set(["wrong-sequences"]);

/** Of all training examples once it is trained, until then of the shown one. */
function useMetric({ node }: NodeData): { readonly shown: number | undefined; readonly of: string } {
  const trained = useEditor(({ report }) => (report?.train?.metrics ?? report?.metrics)?.[node.id]);
  const examples = useEditor((state) => state.inspection?.examples ?? 0);
  const inspected = useFirstValue(node.id)?.value[0];
  // what the graph does not compute any more has no number, whatever it was before
  if (trained === undefined || inspected === undefined) return { shown: inspected, of: "this example" };
  return { shown: trained, of: OF_EXAMPLES.has(node.type) && examples > 0 ? `of ${examples}` : "" };
}

/** It is reported under the name of its node: `wrong_strings`. */
const metricTitle = (data: NodeData): string => (hasOwnName(data.node) ? data.node.id.replaceAll("_", " ") : titleOf(data));

export function MetricFigure({ data }: FigureProps) {
  const missing = useMissing(data);
  const { shown, of } = useMetric(data);
  return (
    <>
      <CardHead title={metricTitle(data)} kind="metric" />
      {missing && <Waiting missing={missing} />}
      {!missing && shown === undefined && <NoNumber data={data} />}
      {!missing && shown !== undefined && (
        <p className="read-out">
          <span className="big">{readout(shown)}</span> <span className="dim">{of}</span>
        </p>
      )}
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

// The optimizer's card: its settings as a list, in the words of a paper.

import type { ReactNode } from "react";
import type { AttributeValue } from "../../../graph/document.ts";
import type { AttributeSpec } from "../../../graph/node-type.ts";
import { CELL_ATTRIBUTE, cellOf } from "../../../graph/ports.ts";
import { Tex } from "../../math/tex.tsx";
import { readable } from "../../pictures/numbers.ts";
import { useEditor } from "../../store/state.ts";
import type { NodeData } from "../flow-model.ts";
import { CardHead, titleOf } from "./card-parts.tsx";

const MOST_ROWS = 4;

/** Settings that all optimizers share, shorter than the inspector says them. */
const NAMES: Readonly<Record<string, ReactNode>> = {
  learningRate: (
    <>
      rate <Tex tex="\eta" />
    </>
  ),
  clipNorm: "clip by norm",
  clipValue: "clip by value",
  batchSize: "batch",
  epochs: "epochs",
};

/** First the rate, then what is the rule's own, then how the run goes. */
const LAST = ["clipNorm", "clipValue", "batchSize", "epochs", "seed"];
const place = ({ id }: AttributeSpec): number => (id === "learningRate" ? -2 : LAST.indexOf(id));

const setTo = ({ node }: NodeData, spec: AttributeSpec): AttributeValue | null => node.attributes[spec.id] ?? spec.default;

/** Those that are set, as many as there is room for. */
function shownSettings(data: NodeData): AttributeSpec[] {
  const set = (data.type?.attributes ?? []).filter((spec) => spec.id !== CELL_ATTRIBUTE && setTo(data, spec) !== null);
  return set.sort((a, b) => place(a) - place(b)).slice(0, MOST_ROWS);
}

function settingText(value: AttributeValue | null): string {
  if (value === null) return "none";
  if (typeof value === "number") return readable(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return Array.isArray(value) ? `[${value.join(", ")}]` : String(value);
}

/** A batch of 0 is all examples. */
function useBatchText(value: AttributeValue | null): string {
  const examples = useEditor((state) => state.inspection?.examples ?? 0);
  if (value !== 0) return settingText(value);
  return examples > 1 ? `all ${examples}` : "all";
}

function Setting({ data, spec }: { readonly data: NodeData; readonly spec: AttributeSpec }) {
  const value = setTo(data, spec);
  const batch = useBatchText(value);
  return (
    <>
      <dt>{NAMES[spec.id] ?? spec.title.toLowerCase()}</dt>
      <dd>{spec.id === "batchSize" ? batch : settingText(value)}</dd>
    </>
  );
}

/** One with a graph of its own goes by the graph's title. */
const useTitle = (data: NodeData): string => useEditor(({ document }) => cellOf(data.node, document)?.title || titleOf(data));

export function OptimizerFigure({ data }: { readonly data: NodeData }) {
  const title = useTitle(data);
  return (
    <>
      <CardHead title={title} kind="optimizer" />
      <dl>
        {shownSettings(data).map((spec) => (
          <Setting key={spec.id} data={data} spec={spec} />
        ))}
      </dl>
    </>
  );
}

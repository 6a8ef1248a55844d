// The training's numbers: loss, metrics, gradient norm and what it is clipped to, learning rate. While it runs, loss and metrics are those
// before the last epoch's step; once it rests they are those of the present weights, as on the canvas, on training and on test data.
// The places of both columns stay, so that nothing moves when they come.

import type { ReactNode } from "react";
import { Tex } from "../math/tex.tsx";
import { readout, short } from "../pictures/numbers.ts";
import { useEditor } from "../store/state.ts";
import type { TrainingReport } from "../worker/protocol.ts";
import { clipNorm, learningRate } from "./optimizer.ts";
import { ParameterTable } from "./parameter-table.tsx";

interface RowProps {
  readonly name: ReactNode;
  readonly value: number | null | undefined;
  readonly test?: number | undefined;
  readonly testid?: string;
  readonly written?: (x: number) => string;
  readonly writtenTest?: (x: number) => string;
}

function Row({ name, value, test, testid, written = readout, writtenTest = readout }: RowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-testid={testid} data-value={value ?? undefined}>
        {value === null || value === undefined ? "–" : written(value)}
      </td>
      <td data-testid={testid && `${testid}-test`} data-value={test}>
        {test === undefined ? "" : writtenTest(test)}
      </td>
    </tr>
  );
}

/** Which weights the loss was computed with, or of which example it is. */
function lossOf(report: TrainingReport | null): { readonly words: string; readonly about: string } {
  if (report?.train) return { words: "", about: "At the present weights, as on the canvas" };
  if (report === null || report.loss === null)
    return { words: "this example", about: "Of the example on the canvas; nothing is trained yet" };
  return { words: "before step", about: `Of epoch ${report.epoch}, before its step: the canvas is one step ahead` };
}

function LossName({ report }: { readonly report: TrainingReport | null }) {
  const { words, about } = lossOf(report);
  return (
    <span title={about}>
      loss <span className="dim">{words}</span>
    </span>
  );
}

const Rate = () => (
  <>
    rate <Tex tex="\eta" spoken />
  </>
);

/** Metrics that count examples: their number says little without how many there are. */
const OF_EXAMPLES: ReadonlySet<string> = new Set(["wrong-sequences"]);

const counted = (total: number) => (x: number) => `${readout(x)} / ${total}`;

function Metrics() {
  const graph = useEditor((state) => state.document.graph);
  const examples = useEditor((state) => state.inspection?.examples ?? 0);
  const writing = (name: string) => (examples > 0 && OF_EXAMPLES.has(graph.nodes[name]?.type ?? "") ? counted(examples) : readout);
  const metrics = useEditor((state) => state.report?.train?.metrics ?? state.report?.metrics);
  const test = useEditor((state) => state.report?.test?.metrics);
  return Object.entries(metrics ?? {}).map(([name, value]) => (
    <Row key={name} name={name.replaceAll("_", " ")} value={value} test={test?.[name]} testid={`metric-${name}`} written={writing(name)} />
  ));
}

/** With many metrics it scrolls, by keyboard too. */
export const Readouts = () => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrolled by keyboard too
  <section className="readouts-frame" aria-label="Training in numbers" tabIndex={0}>
    <Table />
    <ParameterTable />
  </section>
);

function Table() {
  const report = useEditor((state) => state.report);
  const inspected = useEditor((state) => state.inspection?.loss);
  const clipped = useEditor(clipNorm);
  const rate = useEditor(learningRate);
  const hasTest = (report?.test ?? null) !== null;
  return (
    <table className="readouts">
      <thead>
        <tr>
          <td />
          <th scope="col">training</th>
          <th scope="col">{hasTest && "test"}</th>
        </tr>
      </thead>
      <tbody>
        <Row
          name={<LossName report={report} />}
          value={report?.train?.loss ?? report?.loss ?? inspected}
          test={report?.test?.loss}
          testid="loss"
        />
        <Metrics />
        <Row name="gradient norm" value={report?.gradientNorm} written={short} />
        {clipped !== null && <Row name="clipped to" value={clipped} />}
        <Row name={<Rate />} value={rate} testid="rate" />
      </tbody>
    </table>
  );
}

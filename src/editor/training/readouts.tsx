// The training's numbers: loss, metrics, gradient norm, learning rate; once it rests, loss and metrics on the test data.

import { readout } from "../pictures/numbers.ts";
import { useEditor } from "../store/state.ts";

interface RowProps {
  readonly name: string;
  readonly value: number | null | undefined;
  readonly test?: number | undefined;
  readonly showTest: boolean;
  readonly testid?: string;
}

function Row({ name, value, test, showTest, testid }: RowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-testid={testid} data-value={value ?? undefined}>
        {value === null || value === undefined ? "–" : readout(value)}
      </td>
      {showTest && <td>{test === undefined ? "" : readout(test)}</td>}
    </tr>
  );
}

export function Readouts() {
  const report = useEditor((state) => state.report);
  const inspected = useEditor((state) => state.inspection?.loss);
  const test = report?.test ?? null;
  const showTest = test !== null;
  return (
    <table className="readouts">
      <thead className={showTest ? "" : "visually-hidden"}>
        <tr>
          <td />
          <th scope="col">training</th>
          {showTest && <th scope="col">test</th>}
        </tr>
      </thead>
      <tbody>
        <Row name="loss" value={report?.loss ?? inspected} test={test?.loss} showTest={showTest} testid="loss" />
        {Object.entries(report?.metrics ?? {}).map(([name, value]) => (
          <Row
            key={name}
            name={name.replaceAll("_", " ")}
            value={value}
            test={test?.metrics[name]}
            showTest={showTest}
            testid={`metric-${name}`}
          />
        ))}
        <Row name="gradient norm" value={report?.gradientNorm} showTest={showTest} />
        <Row name="learning rate" value={report?.learningRate} showTest={showTest} />
      </tbody>
    </table>
  );
}

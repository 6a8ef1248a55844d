// Each parameter while it trains: how long weight and gradient are, and what share of the weight a step changes. The engine measures it
// only while the table is open.

import { type SyntheticEvent, useEffect } from "react";
import { Tex } from "../math/tex.tsx";
import { short } from "../pictures/numbers.ts";
import { useEditor } from "../store/state.ts";
import { engine } from "../worker/client.ts";
import type { TrainingReport } from "../worker/protocol.ts";

type Statistics = NonNullable<TrainingReport["statistics"]>;

/** 0 before there is a weight: a share of nothing says nothing. */
const share = (change: number, weight: number): string => (weight > 0 ? short(change / weight) : "–");

function Rows({ statistics }: { readonly statistics: Statistics }) {
  return Object.entries(statistics).map(([name, { weight, gradient, change }]) => (
    <tr key={name} data-testid={`parameter-${name}`}>
      <th scope="row">{name}</th>
      <td>{short(weight)}</td>
      <td>{short(gradient)}</td>
      <td>{share(change, weight)}</td>
    </tr>
  ));
}

function Table({ statistics }: { readonly statistics: Statistics }) {
  return (
    <table className="readouts">
      <thead>
        <tr>
          <td />
          <th scope="col">
            <Tex tex="\lVert w\rVert" spoken />
          </th>
          <th scope="col">
            <Tex tex="\lVert g\rVert" spoken />
          </th>
          <th scope="col" title="What a step changes, as a share of the weight">
            <Tex tex="\lVert\Delta w\rVert / \lVert w\rVert" spoken />
          </th>
        </tr>
      </thead>
      <tbody>
        <Rows statistics={statistics} />
      </tbody>
    </table>
  );
}

const watch = ({ currentTarget }: SyntheticEvent<HTMLDetailsElement>): void => void engine.watch(currentTarget.open);

export function ParameterTable() {
  const statistics = useEditor((state) => state.report?.statistics ?? null);
  // a tab that closes takes the table with it
  useEffect(() => () => void engine.watch(false), []);
  return (
    <details className="parameter-table" data-testid="parameters" onToggle={watch}>
      <summary>Each parameter</summary>
      {statistics ? <Table statistics={statistics} /> : <p className="dim">Shown from the next epoch on.</p>}
    </details>
  );
}

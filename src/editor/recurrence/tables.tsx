// Numbers of the cell itself: its recurrent matrices, how saturated its gates are, and how long a state is kept.

import type { Horizon } from "../../inspection/recurrence/horizon.ts";
import type { MatrixBlock, RecurrentMatrix } from "../../inspection/recurrence/recurrent-matrix.ts";
import { NEARLY_FLAT, type Saturation } from "../../inspection/recurrence/saturation.ts";
import type { Study } from "../../inspection/recurrence/study.ts";
import { Tex } from "../math/tex.tsx";
import { short } from "../pictures/numbers.ts";
import { letterTex, plain } from "./names.ts";

const percent = (share: number): string => {
  const hundredths = 100 * share;
  return `${hundredths > 0 && hundredths < 1 ? "< 1" : Math.round(hundredths)} %`;
};

/** Whose rows they are, or which of the matrices below each other. */
function WhichRows({ block }: { readonly block: MatrixBlock }) {
  if (block.of === null) return <>{`block ${block.number} of ${block.count}`}</>;
  return (
    <>
      rows of <Tex tex={letterTex(block.of)} spoken />
    </>
  );
}

function MatrixRow({ matrix, state }: { readonly matrix: RecurrentMatrix; readonly state: string }) {
  const { name, partial, block, size, spectralRadius, spectralNorm } = matrix;
  const rows = block ? `, rows ${block.from + 1} to ${block.from + size}` : "";
  return (
    <tr data-testid="matrix" data-name={name} data-rows-of={block?.of} data-radius={String(spectralRadius)}>
      <th scope="row" title={`${plain(name)}${rows}`}>
        <Tex tex={letterTex(name)} spoken />
        {block && (
          <span>
            , <WhichRows block={block} />
          </span>
        )}{" "}
        <span className="dim">
          {size} × {size}
          {partial && <> of {plain(state).split(".").at(-1)}</>}
        </span>
      </th>
      <td className="number">{short(spectralRadius)}</td>
      <td className="number">{short(spectralNorm)}</td>
    </tr>
  );
}

export function Matrices({ study: { matrices, state } }: { readonly study: Study }) {
  if (matrices.length === 0) return null;
  return (
    <section className="numbers">
      <h3 className="caption">Recurrent matrices</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">name</th>
            <th scope="col" title="Spectral radius: the largest magnitude of an eigenvalue">
              radius ρ
            </th>
            <th scope="col" title="Spectral norm: the largest singular value">
              norm
            </th>
          </tr>
        </thead>
        <tbody>
          {matrices.map((matrix) => (
            <MatrixRow key={`${matrix.name} ${matrix.block?.from ?? 0}`} matrix={matrix} state={state} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function SaturationRow({ path, activation, low, high, share }: Saturation) {
  return (
    <tr data-testid="saturation" data-name={path} data-share={String(share)}>
      <th scope="row" title={plain(path)}>
        <Tex tex={letterTex(path)} spoken /> <span className="dim">{activation === "sigmoid" ? "σ" : activation}</span>
      </th>
      <td className="number">{percent(low)}</td>
      <td className="number">{percent(high)}</td>
      <td className="number">{percent(share)}</td>
    </tr>
  );
}

export function Saturations({ study: { saturations } }: { readonly study: Study }) {
  if (saturations.length === 0) return null;
  const about = `Of all units at all steps: where the slope is below ${100 * NEARLY_FLAT} % of its maximum`;
  return (
    <section className="numbers" title={about}>
      <h3 className="caption">Saturated: slope below {100 * NEARLY_FLAT} % of its maximum</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">name</th>
            <th scope="col">low end</th>
            <th scope="col">high end</th>
            <th scope="col">both</th>
          </tr>
        </thead>
        <tbody>
          {saturations.map((saturation) => (
            <SaturationRow key={saturation.path} {...saturation} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const inSteps = ({ steps, means }: Horizon, back: number): string =>
  steps === null ? `longer than ${means.length - 1} steps` : `${steps} of ${back} steps`;

const fallText = ({ steps }: Horizon): string =>
  steps === null ? "it does not fall below 1/e within this example" : `it falls below 1/e after ${steps} steps`;

export function MemoryHorizon({ study: { horizon, steps, direction, state } }: { readonly study: Study }) {
  if (!horizon) return null;
  const begin = direction === "forward" ? 0 : steps - 1;
  return (
    <section className="horizon" data-testid="horizon" data-steps={String(horizon.steps)}>
      <header>
        <h3 className="caption">
          Memory horizon of <Tex tex={letterTex(state)} spoken />
        </h3>
        <span className="number">{inSteps(horizon, steps - 1)}</span>
      </header>
      <p className="dim">
        By itself, through what scales it from step to step, {fallText(horizon)}; of the first step {short(horizon.means[begin] ?? 0)} is
        left. The diagonal of the Jacobian, through all ways, is {short(horizon.total[begin] ?? 0)} there.
      </p>
    </section>
  );
}

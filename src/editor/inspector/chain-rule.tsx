// The chain rule at the present step: a vector a row, its norm at the right, and the same as a sentence for those who listen.

import { memo, useMemo } from "react";
import type { ChainRow, ChainRule as Rule } from "../../inspection/chain-rule.ts";
import { normOf } from "../../inspection/statistics.ts";
import { Tex } from "../math/tex.tsx";
import { widthOf } from "../palette/glyph-fit.ts";
import { short } from "../pictures/numbers.ts";
import { useStep } from "../store/selectors.ts";
import type { InspectedValue } from "../worker/protocol.ts";
import { useAlgebra } from "./use-algebra.ts";
import { Vector } from "./vector.tsx";

const signs: Readonly<Record<ChainRow["sign"], string>> = { "": "", "+": "+\\,", "⊙": "\\odot\\,", "=": "=\\," };

/** In em: the column of labels at 13 px. A longer label is drawn smaller, down to what can be read. */
const ROOM = 7;
const SMALLEST = 0.72;
const sizeOf = (tex: string): number => Math.max(SMALLEST, Math.min(1, ROOM / widthOf(tex)));

const Row = memo(function Row({ row, step }: { readonly row: ChainRow; readonly step: number }) {
  const numbers = useMemo(() => row.numbersAt(step), [row, step]);
  const norm = normOf(numbers);
  const label = `${signs[row.sign]}${row.tex}`;
  return (
    <tr data-testid="chain-row" data-sign={row.sign} data-norm={String(norm)} data-numbers={numbers.join(" ")} data-tex={row.tex}>
      <th scope="row" title={row.words}>
        <Tex tex={label} size={sizeOf(label)} />
        <span className="visually-hidden">{row.words}</span>
      </th>
      <td>
        <Vector numbers={numbers} kind={row.kind} />
      </td>
      <td className="number" title={String(norm)}>
        {short(norm)}
      </td>
    </tr>
  );
});

function Rows({ rule, sentence, step }: { readonly rule: Rule; readonly sentence: string; readonly step: number }) {
  return (
    <table className="chain-rows" data-testid="chain-rule" data-form={rule.form}>
      <caption className="visually-hidden">{sentence}</caption>
      <colgroup>
        <col />
        <col className="vector" />
        <col className="norm" />
      </colgroup>
      <tbody>
        {rule.rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the rule
          <Row key={index} row={row} step={step} />
        ))}
      </tbody>
    </table>
  );
}

export function ChainRule({ entry }: { readonly entry: InspectedValue }) {
  const ready = useAlgebra();
  const step = useStep();
  const rule = useMemo(() => ready?.algebra.chainRule(ready.seen, entry), [ready, entry]);
  if (!rule || !ready) return null;
  return (
    <section className="chain">
      <header>
        <h3 className="caption">{entry.time ? `Chain rule at t = ${step}` : "Chain rule"}</h3>
        <span className="dim" aria-hidden="true">
          norm
        </span>
      </header>
      <Rows rule={rule} sentence={ready.algebra.chainSentence(rule)} step={step} />
    </section>
  );
}

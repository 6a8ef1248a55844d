// The equations as a paper prints them: what is computed line by line; what is given stands apart, in small.

import { texOf } from "../../compiler/equations/index.ts";
import { Tex } from "../math/tex.tsx";
import { linesOf, nameOf } from "./lines.ts";

interface Statement {
  readonly line: string;
  readonly name: string;
  readonly tex: string;
}

const isGiven = (line: string): boolean => /= (?:(?:sequence|input|parameter)\(|-?[\d.]+(?:e[+-]?\d+)?$)/.test(line);

function statementsOf(text: string): Statement[] {
  return linesOf(text).flatMap((line) => {
    const name = nameOf(line);
    const tex = name === null ? null : texOf(line);
    return name !== null && tex?.ok ? [{ line, name, tex: tex.value }] : [];
  });
}

interface PaperProps {
  /** In the graph's own form. */
  readonly text: string;
  readonly marked: ReadonlySet<string>;
}

interface LinesProps {
  readonly statements: readonly Statement[];
  readonly marked: ReadonlySet<string>;
  readonly className: string;
  readonly size: number;
}

const Lines = ({ statements, marked, className, size }: LinesProps) => (
  <ul className={className}>
    {statements.map(({ line, name, tex }) => (
      <li key={line} className={marked.has(name) ? "marked" : undefined}>
        <Tex tex={tex} spoken size={size} />
      </li>
    ))}
  </ul>
);

/** What is computed, line by line. */
export function Paper({ text, marked }: PaperProps) {
  const computed = statementsOf(text).filter(({ line }) => !isGiven(line));
  if (computed.length === 0) return null;
  return (
    <section className="paper" data-testid="paper">
      <h3 className="caption">As the paper prints it</h3>
      <Lines statements={computed} marked={marked} className="paper-lines" size={1.25} />
    </section>
  );
}

/** Inputs, parameters and constants, with their sizes. */
export function Given({ text, marked }: PaperProps) {
  const given = statementsOf(text).filter(({ line }) => isGiven(line));
  if (given.length === 0) return null;
  return (
    <section>
      <h3 className="caption">Given</h3>
      <Lines statements={given} marked={marked} className="paper-given" size={1} />
    </section>
  );
}

// The equations as a paper prints them: what is computed line by line, what is given below in small.

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

export function Paper({ text, marked }: PaperProps) {
  const statements = statementsOf(text);
  const computed = statements.filter(({ line }) => !isGiven(line));
  const given = statements.filter(({ line }) => isGiven(line));
  if (statements.length === 0) return null;
  return (
    <section className="paper" data-testid="paper">
      <h3 className="caption">As the paper prints it</h3>
      <ul className="paper-lines">
        {computed.map(({ line, name, tex }) => (
          <li key={line} className={marked.has(name) ? "marked" : undefined}>
            <Tex tex={tex} spoken size={1.3} />
          </li>
        ))}
      </ul>
      {given.length > 0 && (
        <ul className="paper-given" aria-label="Given">
          {given.map(({ line, name, tex }) => (
            <li key={line} className={marked.has(name) ? "marked" : undefined}>
              <Tex tex={tex} spoken />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

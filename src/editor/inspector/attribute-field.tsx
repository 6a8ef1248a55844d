// One setting of a node: a field of the right kind, with its label, its meaning and what is wrong with what was typed.

import { type KeyboardEvent, useEffect, useId, useState } from "react";
import type { ProblemData } from "../../base/errors.ts";
import type { AttributeValue } from "../../graph/document.ts";
import type { AttributeSpec } from "../../graph/node-type.ts";
import { problemAtSetting, sentencesOf } from "../problems/at-node.ts";
import { useEditor } from "../store/state.ts";
import { parseAttribute, shownText } from "./attribute-text.ts";
import { useRefusal } from "./use-refusal.ts";

export interface FieldProps {
  /** The node as errors call it, `affine "z"`, and its path. */
  readonly of: { readonly label: string; readonly path: string };
  readonly spec: AttributeSpec;
  /** What the node sets itself; undefined where the default holds. */
  readonly value: AttributeValue | undefined;
  /** Gives the reason where the value was refused. */
  readonly set: (value: AttributeValue | undefined) => ProblemData | null;
}

interface InputProps extends FieldProps {
  readonly id: string;
  readonly fault: string | null;
  readonly setFault: (fault: ProblemData | null) => void;
}

const about = (id: string, fault: string | null) => ({
  id,
  "aria-invalid": fault !== null,
  "aria-describedby": fault === null ? `${id}-summary` : `${id}-fault`,
});

function Choice({ spec, value, set, id, fault, setFault }: InputProps) {
  if (spec.kind !== "choice") return null;
  const chosen = String(value ?? spec.default);
  // a word with numbers, `uniform(0.5)`, is none of the plain options
  const options = spec.options.includes(chosen) ? spec.options : [...spec.options, chosen];
  return (
    <select className="field" {...about(id, fault)} value={chosen} onChange={(event) => setFault(set(event.target.value))}>
      {options.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </select>
  );
}

function Switch({ spec, value, set, id, fault, setFault }: InputProps) {
  return (
    <input
      type="checkbox"
      {...about(id, fault)}
      checked={(value ?? spec.default) === true}
      onChange={(event) => setFault(set(event.target.checked))}
    />
  );
}

/** A text that cannot be read at all. */
const unreadable = ({ of, spec }: FieldProps, got: string, expected: string): ProblemData => ({
  code: "bad-attribute",
  message: `${of.label}: attribute ${spec.id}: got ${JSON.stringify(got)}, expected ${expected}`,
  where: { node: of.path, attribute: spec.id },
  got,
  expected,
});

/** Takes the text on Enter and on leaving; Escape gives the old one back. */
function Text(props: InputProps) {
  const { spec, value, set, id, fault, setFault } = props;
  const shown = shownText(value ?? (spec.kind === "text" ? "" : undefined));
  const [text, setText] = useState(shown);
  useEffect(() => setText(shown), [shown]);
  const commit = () => {
    if (text === shown) return setFault(null);
    const parsed = parseAttribute(spec, text);
    setFault(parsed.ok ? set(parsed.value) : unreadable(props, text, parsed.reason));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !multiline) commit();
    if (event.key !== "Escape") return;
    setText(shown);
    setFault(null);
  };
  const multiline = spec.kind === "text" && spec.multiline === true;
  const field = {
    ...about(id, fault),
    className: "field",
    value: text,
    placeholder: shownText(spec.default) || "automatic",
    onBlur: commit,
    onKeyDown,
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
  };
  return multiline ? <textarea rows={3} {...field} /> : <input inputMode={spec.kind === "number" ? "decimal" : "text"} {...field} />;
}

export function AttributeField(props: FieldProps) {
  const { spec, of } = props;
  const id = useId();
  const [refused, setFault] = useRefusal();
  const standing = useEditor((state) => problemAtSetting(state, of.path, spec.id));
  const problem = refused ?? standing;
  const fault = problem && sentencesOf(problem);
  const Input = spec.kind === "choice" ? Choice : spec.kind === "boolean" ? Switch : Text;
  return (
    <div className="setting" data-testid={`attribute-${spec.id}`}>
      <label htmlFor={id} title={spec.summary}>
        {spec.title}
        {spec.kind === "number" && spec.unit && <span className="dim"> {spec.unit}</span>}
      </label>
      <Input {...props} id={id} fault={fault} setFault={setFault} />
      <span id={`${id}-summary`} className="visually-hidden">
        {spec.summary}
      </span>
      {fault !== null && (
        <p id={`${id}-fault`} className="fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

// A text that belongs to every node: its name, its role. Takes the new one on Enter or on leaving; Escape gives the old one back.

import { type KeyboardEvent, useId, useState } from "react";
import type { ProblemData } from "../../base/errors.ts";
import { sentencesOf } from "../problems/at-node.ts";
import { useRefusal } from "./use-refusal.ts";

interface TextSettingProps {
  readonly title: string;
  readonly value: string;
  readonly placeholder: string;
  readonly testid: string;
  /** Gives the reason where the text was refused. */
  readonly set: (text: string) => ProblemData | null;
}

export function TextSetting({ title, value, placeholder, testid, set }: TextSettingProps) {
  const id = useId();
  const [text, setText] = useState(value);
  const [refused, setFault] = useRefusal();
  const fault = refused && sentencesOf(refused);
  const commit = () => setFault(text.trim() === value ? null : set(text.trim()));
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") commit();
    if (event.key !== "Escape") return;
    setText(value);
    setFault(null);
  };
  return (
    <div className="setting">
      <label htmlFor={id}>{title}</label>
      <input
        id={id}
        className="field"
        aria-invalid={fault !== null}
        aria-describedby={fault === null ? undefined : `${id}-fault`}
        placeholder={placeholder}
        data-testid={testid}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      {fault !== null && (
        <p id={`${id}-fault`} className="fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

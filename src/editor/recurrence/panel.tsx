// Looking into recurrence: how far back a state reaches, what becomes of its gradient, and what in the cell makes it so.

import { useState } from "react";
import { Radio, RadioGroup } from "react-aria-components";
import type { ProblemData } from "../../base/errors.ts";
import type { Study } from "../../inspection/recurrence/study.ts";
import { useEditor } from "../store/state.ts";
import { type Part, showPart, useComparison } from "./compare/comparison.ts";
import { SideBySide } from "./compare/side-by-side.tsx";
import { JacobianMaps } from "./jacobian-maps.tsx";
import { plain } from "./names.ts";
import { NormsChart } from "./norms-chart.tsx";
import { Matrices, MemoryHorizon, Saturations } from "./tables.tsx";
import { isProblem, useStudy } from "./use-study.ts";
import { VerdictSection } from "./verdict.tsx";
import { Working } from "./working.tsx";
import "../inspector/inspector.css";
import "./recurrence.css";

interface ChoiceProps {
  readonly title: string;
  readonly names: readonly string[];
  readonly chosen: string;
  readonly choose: (name: string) => void;
  readonly testid: string;
}

function Choice({ title, names, chosen, choose, testid }: ChoiceProps) {
  return (
    <label>
      <span className="caption">{title}</span>
      <select className="field" data-testid={testid} value={chosen} onChange={(event) => choose(event.target.value)}>
        {names.map((name) => (
          <option key={name} value={name}>
            {plain(name)}
          </option>
        ))}
      </select>
    </label>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** No recurrence is no error: what is missing, and how to have it. */
function Nothing({ problem }: { readonly problem: ProblemData }) {
  return (
    <section className="nothing" data-testid="recurrence-nothing">
      <h2>{problem.code === "no-recurrence" ? "No recurrence" : "Not to be looked into"}</h2>
      <p>{capital(problem.message)}.</p>
      {problem.remedy && <p className="dim">{capital(problem.remedy)}.</p>}
    </section>
  );
}

interface FindingsProps {
  readonly study: Study;
  readonly chooseState: (name: string) => void;
  readonly chooseInput: (name: string) => void;
}

function Findings({ study, chooseState, chooseInput }: FindingsProps) {
  return (
    <>
      <section className="value-picker">
        <Choice title="State" names={study.states} chosen={study.state} choose={chooseState} testid="recurrence-state" />
        {study.input !== null && study.inputs.length > 1 && (
          <Choice title="Input" names={study.inputs} chosen={study.input} choose={chooseInput} testid="recurrence-input" />
        )}
      </section>
      <VerdictSection study={study} />
      <NormsChart study={study} />
      <JacobianMaps study={study} />
      <Matrices study={study} />
      <MemoryHorizon study={study} />
      <Saturations study={study} />
    </>
  );
}

function Looking() {
  const [state, chooseState] = useState<string | null>(null);
  const [input, chooseInput] = useState<string | null>(null);
  const studied = useStudy({ state, input });
  const { answer } = studied;
  return (
    <>
      {answer && isProblem(answer) && <Nothing problem={answer} />}
      {answer && !isProblem(answer) && <Findings study={answer} chooseState={chooseState} chooseInput={chooseInput} />}
      <Working studied={studied} />
    </>
  );
}

const PARTS = [
  { id: "alone", title: "This graph" },
  { id: "together", title: "Side by side" },
] as const;

function Parts({ part }: { readonly part: Part }) {
  return (
    <RadioGroup
      className="parts"
      aria-label="What is looked into"
      orientation="horizontal"
      value={part}
      onChange={(value) => showPart(value === "together" ? "together" : "alone")}
    >
      <div className="segments">
        {PARTS.map(({ id, title }) => (
          <Radio key={id} value={id} className="segment" data-testid={`recurrence-${id}`}>
            {title}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

/** Another file begins with its own default. */
export default function RecurrencePanel() {
  const opened = useEditor((state) => state.opened);
  const part = useComparison((state) => state.part);
  return (
    <div className="inspector recurrence" data-testid="recurrence">
      <Parts part={part} />
      {part === "alone" ? <Looking key={opened} /> : <SideBySide key={opened} />}
    </div>
  );
}

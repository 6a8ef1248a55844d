// The time slider with its step buttons, and the picker of the example that is shown.

import { useEffect } from "react";
import { Icon } from "../frame/icons.tsx";
import { isUpdateRule } from "../store/scope.ts";
import { useStep } from "../store/selectors.ts";
import { setState, useEditor } from "../store/state.ts";
import { goToStep, showExample } from "../store/view.ts";
import { stopPlaying, togglePlaying, usePlay } from "./play.ts";
import { RuleStep } from "./rule-step.tsx";
import { Slider } from "./slider.tsx";
import { watchable, watchedValue } from "./states.ts";
import "./time.css";

function ExamplePicker() {
  const examples = useEditor((state) => state.inspection?.examples ?? 1);
  const example = useEditor((state) => state.example);
  if (examples < 2) return null;
  const show = (wanted: number) => Number.isInteger(wanted) && showExample(Math.max(0, Math.min(examples - 1, wanted)));
  return (
    <label className="example-picker">
      <span>example</span>
      <input
        type="number"
        className="field"
        min={1}
        max={examples}
        value={example + 1}
        data-testid="example"
        onChange={(event) => show(event.target.valueAsNumber - 1)}
      />
      <span>of {examples}</span>
    </label>
  );
}

/** Whose size the columns show, where there is a choice. */
function StatePicker() {
  const names = useEditor((state) =>
    watchable(state)
      .map(({ name }) => name)
      .join(" "),
  ).split(" ");
  const shown = useEditor((state) => watchedValue(state)?.name ?? "");
  const lens = useEditor((state) => state.lens);
  if (names.length < 2) return null;
  return (
    <label className="state-picker">
      <span>{lens === "value" ? "size of" : "∂ of"}</span>
      <select
        className="field"
        value={shown}
        data-testid="watched"
        aria-label="State whose size the columns show"
        onChange={(event) => setState({ watched: event.target.value })}
      >
        {names.map((name) => (
          <option key={name} value={name}>
            {name.slice(name.lastIndexOf(".") + 1)}
          </option>
        ))}
      </select>
    </label>
  );
}

function PlayButton({ disabled }: { readonly disabled: boolean }) {
  const playing = usePlay((state) => state.playing);
  // what plays ends with what shows it
  useEffect(() => stopPlaying, []);
  return (
    <button
      type="button"
      className="button icon"
      aria-label={playing ? "Stop playing" : "Play the steps"}
      title={playing ? "Stop playing (Space on the slider)" : "Play the steps (Space on the slider)"}
      data-testid="play"
      disabled={disabled}
      onClick={togglePlaying}
    >
      <Icon name={playing ? "pause" : "play"} />
    </button>
  );
}

function StepButtons({ steps }: { readonly steps: number }) {
  const step = useStep();
  return (
    <div className="step-buttons">
      <button
        type="button"
        className="button icon"
        aria-label="One step back"
        title="One step back (← on the slider)"
        disabled={step === 0}
        onClick={() => goToStep(step - 1)}
      >
        <Icon name="previous" />
      </button>
      <PlayButton disabled={steps < 2} />
      <button
        type="button"
        className="button icon"
        aria-label="One step on"
        title="One step on (→ on the slider)"
        disabled={step >= steps - 1}
        onClick={() => goToStep(step + 1)}
      >
        <Icon name="next" />
      </button>
      <span className="number">
        step <b>{step}</b> of 0–{steps - 1}
      </span>
    </div>
  );
}

function ModelSteps() {
  const steps = useEditor((state) => state.inspection?.steps ?? null);
  if (steps === null || steps === 0) return <p className="dim">No steps: nothing here changes over time.</p>;
  return (
    <>
      <StepButtons steps={steps} />
      <Slider steps={steps} />
      <StatePicker />
    </>
  );
}

/** Inside an update rule time is the training step. */
export function TimeBar() {
  const inRule = useEditor(isUpdateRule);
  return (
    <section className="time" aria-label="Time">
      {inRule ? <RuleStep /> : <ModelSteps />}
      <ExamplePicker />
    </section>
  );
}

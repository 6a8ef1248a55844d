// Writing: a button, the temperature, and what the net has written, the newest on top. Shown where the graph predicts the next symbol.

import type { ReactNode } from "react";
import { useEditor } from "../store/state.ts";
import { type Batch, HIGHEST_TEMPERATURE, setTemperature, stopWriting, useWriting, write } from "./writing.ts";
import "./generation.css";

const NO_BATCHES: readonly Batch[] = [];

/** One button in two states, so that the focus stays on it. */
function WriteButton() {
  const isWriting = useWriting((state) => state.isWriting);
  return (
    <button
      type="button"
      className="button outlined"
      data-testid="write"
      title={isWriting ? "Stop writing" : "Write sentences with the weights of now"}
      onClick={() => void (isWriting ? stopWriting() : write())}
    >
      {isWriting ? "Stop" : "Write"}
    </button>
  );
}

function Temperature() {
  const temperature = useWriting((state) => state.temperature);
  return (
    <label className="temperature" title="0 always takes the likeliest symbol, 1 draws as the net predicts, 2 is bold">
      <span>temperature</span>
      <input
        type="range"
        min={0}
        max={HIGHEST_TEMPERATURE}
        step={0.1}
        value={temperature}
        data-testid="temperature"
        onChange={(event) => setTemperature(event.target.valueAsNumber)}
      />
      <b className="number">{temperature.toFixed(1)}</b>
    </label>
  );
}

const aboutOf = ({ epoch, temperature }: Batch): string =>
  `${epoch === 0 ? "untrained weights" : `epoch ${epoch}`}, temperature ${temperature.toFixed(1)}`;

const BatchItem = ({ batch }: { readonly batch: Batch }) => (
  <li>
    <p className="dim">{aboutOf(batch)}</p>
    {batch.sentences.map((sentence, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a batch never changes
      <p key={index} data-testid="sentence">
        {sentence}
      </p>
    ))}
  </li>
);

/** What is long scrolls, by keyboard too. */
const Frame = ({ children }: { readonly children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrolled by keyboard too
  <section className="written" aria-label="Written sentences" tabIndex={0}>
    {children}
  </section>
);

function NothingWritten() {
  const isUntrained = useEditor((state) => (state.report?.epoch ?? 0) === 0);
  return (
    <p className="dim">
      Nothing is written yet. Symbol by symbol, the net goes on with what it predicts
      {isUntrained ? "; untrained weights write gibberish." : "."}
    </p>
  );
}

function Written() {
  const opened = useEditor((state) => state.opened);
  const batches = useWriting((state) => (state.opened === opened ? state.batches : NO_BATCHES));
  const problem = useWriting((state) => (state.opened === opened ? state.problem : null));
  return (
    <Frame>
      {problem && (
        <p className="writing-problem" role="alert">
          {problem.message}
          {problem.remedy && `; ${problem.remedy}`}.
        </p>
      )}
      {batches.length === 0 && !problem && <NothingWritten />}
      <ol aria-live="polite">
        {batches.map((batch) => (
          <BatchItem key={batch.id} batch={batch} />
        ))}
      </ol>
    </Frame>
  );
}

export function WritingPanel() {
  const writes = useEditor((state) => state.analysis?.writes ?? false);
  if (!writes) return null;
  return (
    <section className="writing" aria-label="Writing">
      <div className="writing-controls">
        <WriteButton />
        <Temperature />
      </div>
      <Written />
    </section>
  );
}

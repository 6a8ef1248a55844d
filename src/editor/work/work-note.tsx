// Over the canvas: that the numbers are being computed, for how long already, and a way to stop it; or that they are old.

import { Panel } from "@xyflow/react";
import { duration } from "../pictures/numbers.ts";
import { useEditor } from "../store/state.ts";
import { computeNumbers } from "../worker/sync.ts";
import { useElapsed } from "./elapsed.ts";
import { stopLongWork } from "./stop.ts";
import { useWork } from "./work.ts";
import "./work.css";

const AtWork = () => {
  const elapsed = useElapsed(true);
  return (
    <>
      <span>Computing… {elapsed !== null && <span aria-hidden="true">{duration(elapsed / 1000)}</span>}</span>
      <button type="button" className="button outlined" data-testid="stop-computing" onClick={stopLongWork}>
        Stop
      </button>
    </>
  );
};

function Stopped() {
  const shown = useEditor((state) => state.inspection !== null);
  return (
    <>
      <span>{shown ? "Stopped: these numbers are from before." : "Stopped: there are no numbers."}</span>
      <button type="button" className="button outlined" data-testid="compute" onClick={computeNumbers}>
        Compute
      </button>
    </>
  );
}

/** Announced when it comes, and not with every second. */
export function WorkNote() {
  const numbers = useWork((state) => state.numbers);
  return (
    <Panel position="top-center" className="work-note" data-numbers={numbers} data-testid="work-note" role="status">
      {numbers === "computing" && <AtWork />}
      {numbers === "stopped" && <Stopped />}
    </Panel>
  );
}

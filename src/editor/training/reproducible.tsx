// The setting that a training gives the same numbers on every host. Where a host gives them anyway it says so, and nothing is to be chosen.

import { useEffect, useState } from "react";
import { useEditor } from "../store/state.ts";
import { engine } from "../worker/client.ts";
import type { Host } from "../worker/protocol.ts";
import { setReproducible } from "./actions.ts";
import { isFast, offersReference } from "./backend.ts";
import { trainsByDriver } from "./optimizer.ts";

const COSTS =
  "The same weights, bit for bit, on every computer; only sin, cos and powers remain the browser's own. Relaxed SIMD, which adds products " +
  "faster by rounding as the processor likes, is left out: training takes about a tenth to a third longer. Weights and optimizer go on.";

const ANYWAY = "So it is in this browser anyway: it has no relaxed SIMD, so there is nothing to choose and no time to lose.";

let asked: Promise<Host> | null = null;

/** null until the engine has answered. */
function useHost(): Host | null {
  const [host, setHost] = useState<Host | null>(null);
  useEffect(() => {
    asked ??= engine.host();
    void asked.then(setHost);
  }, []);
  return host;
}

/** The trainer in hand ends its epoch first: meanwhile the box shows what was chosen. */
function Choice() {
  const isChosen = useEditor(({ report }) => report?.reproducible ?? false);
  const [wanted, setWanted] = useState<boolean | null>(null);
  const choose = async (reproducible: boolean) => {
    setWanted(reproducible);
    await setReproducible(reproducible);
    setWanted(null);
  };
  return <Box title={COSTS} checked={wanted ?? isChosen} choose={(reproducible) => void choose(reproducible)} />;
}

interface BoxProps {
  readonly title: string;
  readonly checked: boolean;
  /** Without it there is nothing to choose. */
  readonly choose?: (checked: boolean) => void;
}

const Box = ({ title, checked, choose }: BoxProps) => (
  <label className="reproducible" title={title}>
    <input
      type="checkbox"
      data-testid="reproducible"
      title={title}
      checked={checked}
      disabled={!choose}
      onChange={(event) => choose?.(event.target.checked)}
    />
    <span>
      Same <span className="aside">numbers </span>on every host
    </span>
  </label>
);

/** Nothing where another backend than the fast one computes. */
export function Reproducible() {
  const host = useHost();
  const report = useEditor((state) => state.report);
  const byDriver = useEditor(trainsByDriver);
  if (!host || byDriver || !isFast(host, report) || (report && offersReference(report))) return null;
  return host.relaxedSimd ? <Choice /> : <Box title={ANYWAY} checked />;
}

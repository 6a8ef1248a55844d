// The repairs that are offered: the first is the main button and takes Enter, the others have numbers.

import { useEffect, useRef } from "react";
import { Tex } from "../math/tex.tsx";
import type { Refusal } from "../store/state.ts";
import { takeRepair } from "./offers.ts";
import type { Repair } from "./repair.ts";

interface RepairButtonsProps {
  readonly refusal: Refusal;
  readonly repairs: readonly Repair[];
  /** The card on the canvas takes the focus and the number keys; the dock repeats its buttons without them. */
  readonly keyed: boolean;
}

export function RepairButtons({ refusal, repairs, keyed }: RepairButtonsProps) {
  const main = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (keyed) main.current?.focus({ preventScroll: true });
  }, [keyed]);
  return (
    <div className="repairs">
      {repairs.map((repair, index) => (
        <button
          key={repair.kind === "resize" ? repair.layer : repair.node.type}
          ref={index === 0 ? main : null}
          type="button"
          className={index === 0 && keyed ? "button main" : "button outlined"}
          data-testid={keyed ? `repair-${index + 1}` : undefined}
          onClick={() => takeRepair(refusal, repair)}
        >
          <span>{repair.words}</span>
          {repair.tex && <Tex tex={repair.tex} spoken />}
          {repair.detail && <span>{repair.detail}</span>}
          {keyed && <kbd>{index === 0 ? "Enter" : index + 1}</kbd>}
        </button>
      ))}
    </div>
  );
}

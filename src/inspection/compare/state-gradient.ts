// ∂loss/∂h_t at every step of one example: how much of the loss's gradient comes back to the state of a cell, at changing weights.

import { gradientTape } from "../../compiler/gradient.ts";
import type { Executable } from "../../engine/backend/executable.ts";
import { prepare } from "../../engine/backend/reference/executor.ts";
import { sizeOf } from "../../engine/tape.ts";
import type { NodeId } from "../../graph/document.ts";
import type { Weights } from "../inspector.ts";
import { defaultState, type RecurrentState, recurrentStates } from "../recurrence/states.ts";
import type { Subject } from "../recurrence/subject.ts";
import { normsOf } from "../statistics.ts";

/** The state of an instance that is looked at: what the cell gives first, where that is carried on; null where it carries nothing. */
export function stateWithin(subject: Subject, node: NodeId): RecurrentState | null {
  const states = recurrentStates(subject).filter(({ path }) => path.startsWith(`${node}.`));
  return defaultState(states) ?? null;
}

/** Prepared once; the weights change. */
export class StateGradient {
  private readonly run: Executable;
  private readonly units: number;
  /** Places of the trained numbers among the tape's inputs, by name. */
  private readonly places: ReadonlyMap<string, number>;

  /** @param subject a document with a loss */
  constructor({ program, inputs }: Subject, { path, port }: RecurrentState) {
    const index = program.values.findIndex((value) => value.path === path && value.port === port);
    this.run = prepare(gradientTape(program, [], [index]), "f64");
    this.units = sizeOf(program.values[index]!.shape);
    inputs.forEach((numbers, slot) => {
      this.run.write(slot, numbers);
    });
    const trained = [...program.slots.entries()].filter(([, { kind }]) => kind === "parameter" || kind === "running");
    this.places = new Map(trained.map(([place, { name }]) => [name, place]));
  }

  /** `[T]`: the Euclidean norm of ∂loss/∂h_t, the total derivative through all later steps. */
  norms(weights: Weights): readonly number[] {
    for (const [name, place] of this.places) {
      const known = weights.get(name);
      if (known) this.run.write(place, Float64Array.from(known.data));
    }
    const [, gradient] = this.run.step();
    return normsOf(Float64Array.from(gradient!), this.units);
  }
}

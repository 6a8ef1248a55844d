// What a driver is: one step from a point to the next, as a pure function over an objective and what it has gathered.

import type { ResolvedAttributes } from "../../graph/node-type.ts";
import type { Objective } from "./objective.ts";

/** What a rule keeps from step to step, by name: `V`, n × n row by row. */
export type DriverState = Readonly<Record<string, Float64Array>>;

export interface DriverStep {
  /** Where the step began. */
  readonly loss: number;
  readonly gradientNorm: number;
  /** What the report shows as the learning rate: the length along the direction, or the damping. */
  readonly length: number;
  /** Where it ends. */
  readonly w: Float64Array;
  readonly state: DriverState;
}

export interface DriverRule {
  /** What is kept n × n, as a person calls it; rules without it take any number of parameters. */
  readonly dense?: string;
  /** Before the first step. `settings` are the attributes of the node. */
  begin(size: number, settings: ResolvedAttributes): DriverState;
  /** Throws a StepFailure where there is no next point. At a gradient of zero it stays where it is. */
  step(objective: Objective, w: Float64Array, state: DriverState, settings: ResolvedAttributes): DriverStep;
}

/** Why a step could not be made; the session says where and when. */
export class StepFailure extends Error {
  constructor(
    readonly what: string,
    readonly got: string,
    readonly expected: string,
    readonly remedy: string,
  ) {
    super(what);
    this.name = "StepFailure";
  }
}

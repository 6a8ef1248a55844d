// Schedules: learning rates that change from step to step. They are wired to an optimizer's learning rate, or behind another schedule.

import type { TapeBuilder } from "../../src/engine/builder.ts";
import * as ops from "../../src/engine/ops.ts";
import type { Value } from "../../src/engine/tape.ts";
import {
  type AttributeSpec,
  defineNode,
  type NodeType,
  type PortSpec,
  type ScheduleRule,
  type ShapeView,
} from "../../src/graph/node-type.ts";
import { call } from "../define/notation.ts";

export const scheduleNumber = (
  id: string,
  title: string,
  summary: string,
  value: number,
  rest: { readonly minimum?: number; readonly maximum?: number; readonly integer?: boolean; readonly unit?: string } = {},
): AttributeSpec => ({ id, title, summary, kind: "number", default: value, minimum: 0, runtime: true, ...rest });

export const eta0 = scheduleNumber("eta0", "η₀", "The rate at first.", 0.1);

export interface ScheduleSpec extends Pick<NodeType, "id" | "title" | "glyph" | "summary" | "searchWords" | "formula" | "source"> {
  readonly attributes: readonly AttributeSpec[];
  /** Attributes that the notation takes without a name. */
  readonly positional: readonly string[];
  readonly call: string;
  readonly inputs?: readonly PortSpec[];
  readonly shapes?: (view: ShapeView) => void;
  readonly rule: ScheduleRule;
}

export function defineSchedule({ call: name, positional, attributes, inputs = [], shapes, rule, ...spec }: ScheduleSpec): NodeType {
  const keywords = attributes.map(({ id }) => id).filter((id) => !positional.includes(id));
  return defineNode({
    ...spec,
    category: "optimizers",
    role: "schedule",
    attributes,
    inputs,
    outputs: [{ id: "rate", symbol: "\\eta", summary: "The learning rate of the present step." }],
    shapes: (view) => {
      view.setOutput([]);
      shapes?.(view);
    },
    schedule: rule,
    notation: call(name, [], { positional, keywords }),
    examples: [],
  });
}

/** 1 where a is less than b. */
export const less = (tape: TapeBuilder, a: Value, b: Value): Value => tape.emitOne("greater", [b, a], {});

/** 1 in the first step of the schedule. */
export const isFirst = (tape: TapeBuilder, index: Value): Value => less(tape, index, ops.scalar(tape, 0.5));

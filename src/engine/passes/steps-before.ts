// What a scan's body computes from slices and constants alone, done for all steps in front of the scan.

import type { TapeBuilder } from "../builder.ts";
import { sizeOf, type Value } from "../tape.ts";
import { AllSteps } from "./all-steps.ts";
import { type Definitions, definitionsOf, dependents } from "./dependence.ts";
import { kindOf } from "./kinds.ts";
import type { ScanDraft } from "./scan-draft.ts";

interface Body {
  readonly draft: ScanDraft;
  readonly definitions: Definitions;
  /** Depends on a carry, or on a scan inside, which has no form for all steps at once. */
  readonly recurrent: ReadonlySet<Value>;
  /** Changes from step to step without any carry. */
  readonly perStep: ReadonlySet<Value>;
}

function analyse(draft: ScanDraft): Body {
  const { equations } = draft;
  const nested = equations.filter(({ primitive }) => primitive === "scan").flatMap(({ outputs }) => outputs);
  const recurrent = dependents(equations, [...draft.carried, ...nested]);
  const reached = dependents(
    equations,
    draft.slices.map(({ inner }) => inner),
  );
  const perStep = new Set([...reached].filter((value) => !recurrent.has(value)));
  return { draft, definitions: definitionsOf(equations), recurrent, perStep };
}

/** Values without a carry that the recurrence reads; a view stays with its reader, so its operand counts. */
function readByRecurrence({ draft, definitions, recurrent, perStep }: Body): Set<Value> {
  const found = new Set<Value>();
  const read = (value: Value): void => {
    if (!perStep.has(value)) return;
    const definition = definitions.get(value);
    if (definition && kindOf(definition.primitive) === "view") definition.inputs.forEach(read);
    else found.add(value);
  };
  for (const { inputs, outputs } of draft.equations) if (outputs.some((output) => recurrent.has(output))) inputs.forEach(read);
  for (const { next } of draft.carries) read(next);
  return found;
}

/** Whether a stacked input is a matrix product that only this scan reads. */
export type IsProduct = (outer: Value) => boolean;

/**
 * Which values come into the scan as slices. What is cheap to compute from those stays in the body: a stack more costs more than
 * a few operations in a loop that runs anyway.
 */
class Stored {
  private readonly stored = new Set<Value>();

  constructor(
    private readonly body: Body,
    isProduct: IsProduct,
  ) {
    const { draft, perStep } = body;
    const wanted = [...readByRecurrence(body)];
    for (const value of wanted) if (this.addsToProduct(value, isProduct)) this.stored.add(value);
    // these are in memory whatever is chosen
    for (const { inner } of draft.stacks) if (perStep.has(inner)) this.stored.add(inner);
    for (const value of [...wanted.filter((one) => !this.isLight(one)), ...this.readBySeveral(wanted)]) this.stored.add(value);
    for (const value of wanted) this.consider(value);
  }

  /** What is added to a product for all steps costs nothing there: the product begins with it. */
  private addsToProduct(value: Value, isProduct: IsProduct): boolean {
    const { draft, definitions } = this.body;
    if (definitions.get(value)?.primitive !== "add") return false;
    const leaves = this.leaves(value);
    const slices = draft.slices.filter(({ inner }) => leaves.has(inner));
    const readOnce = ({ inner }: { readonly inner: Value }) => draft.equations.filter(({ inputs }) => inputs.includes(inner)).length === 1;
    return slices.length === 1 && leaves.size === 1 && isProduct(slices[0]!.outer) && readOnce(slices[0]!);
  }

  get values(): Value[] {
    return [...this.stored].filter((value) => this.body.definitions.has(value));
  }

  private isLight(value: Value): boolean {
    const definition = this.body.definitions.get(value);
    return definition !== undefined && kindOf(definition.primitive) !== "work";
  }

  /** Where the light equations behind a value begin: slices, and results of work, that are not stored. */
  private leaves(value: Value, found = new Set<Value>(), seen = new Set<Value>()): Set<Value> {
    if (seen.has(value) || this.stored.has(value) || !this.body.perStep.has(value)) return found;
    seen.add(value);
    if (!this.isLight(value)) found.add(value);
    else for (const input of this.body.definitions.get(value)!.inputs) this.leaves(input, found, seen);
    return found;
  }

  /** What several of the values are cheap to compute from, such as one product for all gates of a cell. */
  private readBySeveral(wanted: readonly Value[]): Value[] {
    const all = wanted.flatMap((value) => [...this.leaves(value)]);
    return all.filter((leaf, index) => all.indexOf(leaf) < index);
  }

  private consider(value: Value): void {
    const leaves = [...this.leaves(value)];
    if (leaves.length === 0) return;
    const read = leaves.reduce((total, leaf) => total + sizeOf(leaf.shape), 0);
    const works = leaves.some((leaf) => this.body.definitions.has(leaf));
    for (const kept of works || read > sizeOf(value.shape) ? [value] : leaves) this.stored.add(kept);
  }
}

/** Stacks that need no scan. */
function takeFreeStacks({ draft, recurrent }: Body, steps: AllSteps): boolean {
  const free = draft.stacks.filter(({ inner }) => !recurrent.has(inner));
  for (const { inner, outer } of free) draft.replace(outer, steps.stackOf(inner));
  draft.stacks = draft.stacks.filter((stack) => !free.includes(stack));
  return free.length > 0;
}

/** Says whether anything moved. */
export function moveBefore(draft: ScanDraft, t: TapeBuilder, isProduct: IsProduct): boolean {
  const body = analyse(draft);
  const stored = new Set(new Stored(body, isProduct).values);
  const steps = new AllSteps(t, draft, body.definitions);
  const freed = takeFreeStacks(body, steps);
  draft.equations = draft.equations.filter(({ outputs }) => !outputs.some((output) => stored.has(output)));
  draft.prune();
  const read = new Set([...draft.equations.flatMap(({ inputs }) => inputs), ...draft.carries.map(({ next }) => next)]);
  const entering = [...stored].filter((value) => read.has(value));
  for (const inner of entering) draft.slices.push({ inner, outer: steps.stackOf(inner) });
  return freed || entering.length > 0;
}

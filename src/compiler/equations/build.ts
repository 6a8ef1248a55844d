// Statements to nodes: a named node for each statement, nodes with `$` in their ids for what stands inside.

import type { Attributes, Endpoint, Graph, NodeId, PortId } from "../../graph/document.ts";
import type { NodeType, Registry } from "../../graph/node-type.ts";
import { bindArguments } from "./arguments.ts";
import { Calls, type Library } from "./calls.ts";
import { Definitions } from "./definitions.ts";
import { Delays } from "./delays.ts";
import { type Call, type Expression, type Statement, startOf } from "./expression.ts";
import { GraphBuilder } from "./graph-builder.ts";
import { literalNumber, literalTensor } from "./literal.ts";
import { operatorTable } from "./operator-table.ts";
import { type At, quote, refuse } from "./refuse.ts";
import type { Signatures } from "./signature.ts";
import { stackedEntries } from "./stacked.ts";

export interface Built {
  readonly graph: Graph;
  /** Names of the cells that are called. */
  readonly cells: ReadonlySet<string>;
}

type Of<K extends Expression["kind"]> = Extract<Expression, { kind: K }>;

interface Operand {
  readonly port: PortId;
  readonly value: Expression;
}

/** What is fed, trained or trains has a line of its own. */
const standAlone = new Set(["input", "sequence", "parameter", "optimizer"]);

class Build {
  readonly cells = new Set<string>();
  readonly builder = new GraphBuilder();
  private readonly delays = new Delays(this.builder);
  private readonly operators;
  private readonly calls: Calls;
  private readonly definitions: Definitions;
  private optimizer: Statement | null = null;
  /** What inner nodes of the statement that is being read are called, before their number. */
  private prefix = "";

  constructor(statements: readonly Statement[], signatures: Signatures, registry: Registry, library: Library) {
    this.definitions = new Definitions(statements, signatures);
    this.calls = new Calls(signatures, this.definitions, registry, library);
    this.operators = operatorTable(registry);
  }

  /** A statement that says a value. */
  define(statement: Statement): void {
    const { name, value } = statement;
    this.prefix = `${name}$`;
    if (value.kind === "call" && this.calls.signature(value).type.role === "optimizer") this.only(statement);
    if (value.kind === "name" || (value.kind === "step" && value.step.kind === "now")) this.rename(name, value.name, value.at);
    else if (value.kind === "step") this.namedStep(name, value);
    else this.node(name, value);
  }

  /** A statement that says the value of a delay beyond the first or last step. */
  border({ name, border, at, value }: Statement): void {
    if (border === null) return;
    this.prefix = `${name}${border === "before" ? "$start" : "$end"}`;
    const initial = this.operand(value);
    for (const delay of this.delays.firstDelays(name, this.endpointOf(name, at), border, at))
      this.builder.connect(initial, delay, "initial");
  }

  private only(statement: Statement): void {
    const { optimizer } = this;
    if (optimizer) {
      const message = `a second optimizer: ${optimizer.name} in line ${optimizer.at.line} is one already`;
      refuse(statement.at, { code: "two-optimizers", message, expected: "one optimizer", remedy: "leave one of them out" });
    }
    this.optimizer = statement;
  }

  private rename(id: NodeId, name: string, at: At): void {
    const source = this.endpointOf(name, at);
    this.builder.connect(source, this.builder.addNode(id, "identity", {}, at), "x");
  }

  private namedStep(id: NodeId, { name, step, at }: Of<"step">): void {
    if (step.kind === "now" || step.kind === "before" || step.kind === "after") this.refuseBorder(name, at);
    this.delays.named(id, name, this.endpointOf(name, at), step, at);
  }

  private refuseBorder(name: string, at: At): never {
    const remedy = `give it a name: ${name}0 = ..., ${name}[0] = ${name}0`;
    return refuse(at, { message: `a value beyond the border of ${name} can be said, not read`, remedy });
  }

  /** Where something that is read comes from; a name makes no node. */
  private operand(value: Expression): Endpoint {
    if (value.kind === "name") return this.endpointOf(value.name, value.at);
    return value.kind === "step" ? this.stepOf(value) : this.node(null, value);
  }

  private stepOf({ name, step, at }: Of<"step">): Endpoint {
    const source = this.endpointOf(name, at);
    if (step.kind === "now") return source;
    if (step.kind === "before" || step.kind === "after") return this.refuseBorder(name, at);
    return { node: this.delays.shared(name, source, step, at), port: "value" };
  }

  /** The main output of a name. */
  private endpointOf(name: string, at: At): Endpoint {
    const port = this.calls.portOf(this.definitions.check(name, at).value);
    return port === undefined ? this.refuseNoValue(name, at) : { node: name, port };
  }

  private refuseNoValue(name: string, at: At): never {
    return refuse(at, { code: "wrong-argument", message: `${name} has no value that could be read`, got: name, expected: "a value" });
  }

  /** Makes the node of an expression, its operands first; `id` is null for what nobody has named. */
  private node(id: NodeId | null, value: Expression): Endpoint {
    const constant = literalTensor(value);
    if (constant !== null) return this.add(id, "constant", { value: constant }, [], startOf(value));
    switch (value.kind) {
      case "binary":
        return this.binary(id, value);
      case "negative":
        return this.unary(id, this.operators.prefix, "-", value);
      case "transpose":
        return this.unary(id, this.operators.postfix, "'", value);
      case "call":
        return this.call(id, value);
      case "rows":
        return this.add(
          id,
          "concat",
          {},
          stackedEntries(value).map((entry, index) => ({ port: `x${index + 1}`, value: entry })),
          value.at,
        );
      case "name":
      case "step":
        return this.operand(value);
      default:
        return this.refuseText(value);
    }
  }

  private refuseText(value: Of<"text" | "truth" | "number">): never {
    const remedy = 'texts are settings: name="value" inside a call';
    return refuse(value.at, {
      code: "wrong-argument",
      message: "a text or a truth value cannot be computed with",
      expected: "a name, a number or a matrix",
      remedy,
    });
  }

  private add(id: NodeId | null, type: string, attributes: Attributes, operands: readonly Operand[], at: At): Endpoint {
    const sources = operands.map(({ port, value }) => ({ port, from: this.operand(value) }));
    const node = this.builder.addNode(id ?? this.builder.nextId(this.prefix), type, attributes, at);
    for (const { port, from } of sources) this.builder.connect(from, node, port);
    return { node, port: "value" };
  }

  private refuseSign(sign: string, at: At): never {
    return refuse(at, { code: "not-yet", message: `this version has no ${quote(sign)} yet`, got: sign });
  }

  private binary(id: NodeId | null, { operator, left, right, at }: Of<"binary">): Endpoint {
    const { type, operands } = this.operators.infix.get(operator) ?? this.refuseSign(operator, at);
    const exponent = operator === "^" || operator === ".^" ? literalNumber(right) : null;
    const base = { port: operands[0], value: left };
    if (exponent !== null) return this.add(id, type.id, { exponent }, [base], at);
    return this.add(id, type.id, {}, [base, { port: operands[1], value: right }], at);
  }

  private unary(
    id: NodeId | null,
    entry: { type: NodeType; operand: PortId } | undefined,
    sign: string,
    value: Of<"negative" | "transpose">,
  ): Endpoint {
    const { type, operand } = entry ?? this.refuseSign(sign, value.at);
    return this.add(id, type.id, {}, [{ port: operand, value: value.operand }], value.at);
  }

  private call(id: NodeId | null, call: Call): Endpoint {
    const signature = this.calls.signature(call);
    if (id === null && standAlone.has(signature.type.role)) {
      refuse(call.at, { message: `${call.name}(...) needs a name`, remedy: `write it on a line of its own: name = ${call.name}(...)` });
    }
    const { operands, attributes } = bindArguments(signature, call);
    if (signature.cell !== null) this.cells.add(signature.cell);
    const { node } = this.add(id, signature.type.id, attributes, operands, call.at);
    const port = this.calls.resultPort(signature);
    return port === undefined && id === null ? this.refuseNoValue(`${call.name}(...)`, call.at) : { node, port: port ?? "value" };
  }
}

/** Throws a Problem at the first place that means nothing. */
export function buildGraph(statements: readonly Statement[], signatures: Signatures, registry: Registry, library: Library): Built {
  const build = new Build(statements, signatures, registry, library);
  for (const statement of statements) if (statement.border === null) build.define(statement);
  for (const statement of statements) build.border(statement);
  return { graph: build.builder.graph(), cells: build.cells };
}

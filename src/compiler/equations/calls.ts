// The functions that a text may call: which one a call means, and which output port its result is.

import type { Document } from "../../graph/document.ts";
import { outputPorts, type Registry } from "../../graph/node-type.ts";
import { cellOutputs } from "../../graph/ports.ts";
import { chooseSignature } from "./choose-signature.ts";
import type { Definitions } from "./definitions.ts";
import type { Call, Expression } from "./expression.ts";
import { quote, refuse } from "./refuse.ts";
import { defaultsOf, type Signature, type Signatures } from "./signature.ts";
import { didYouMean } from "./suggest.ts";

export type Library = Readonly<Record<string, Document>>;

export class Calls {
  constructor(
    private readonly signatures: Signatures,
    private readonly definitions: Definitions,
    private readonly registry: Registry,
    private readonly library: Library,
  ) {}

  signature(call: Call): Signature {
    const candidates = this.signatures.get(call.name);
    return candidates ? chooseSignature(candidates, call) : this.refuse(call);
  }

  private refuse({ name, at }: Call): never {
    const remedy = "docs/equations.md lists the functions that there are";
    if (this.definitions.get(name)) {
      refuse(at, {
        message: `${quote(name)} is a value and no function`,
        got: `${name}(...)`,
        remedy: `write a product with its sign: ${name} * (...)`,
      });
    }
    refuse(at, {
      code: "unknown-function",
      message: `there is no function ${quote(name)}`,
      got: name,
      remedy: didYouMean(name, this.signatures.keys(), this.sameSense(name) ?? remedy),
    });
  }

  /** `dense` is what others call `affine`: the search words of the node types know. */
  private sameSense(name: string): string | null {
    const word = name.toLowerCase();
    const found = [...this.signatures].find(([, [signature]]) => signature?.type.searchWords.includes(word));
    return found ? `did you mean ${found[0]}?` : null;
  }

  /** The main output: the first. Undefined where there is none. */
  resultPort({ type, cell }: Signature): string | undefined {
    const document = cell === null ? undefined : this.library[cell];
    const ports = document ? cellOutputs(document.graph, this.registry).map((port) => port.spec) : outputPorts(type, defaultsOf(type));
    return ports[0]?.id;
  }

  /** The output port that the name of a statement with this value means. */
  portOf(value: Expression): string | undefined {
    return value.kind === "call" ? this.resultPort(this.signature(value)) : "value";
  }
}

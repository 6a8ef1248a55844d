// Which nodes of the drawn graph the new text still means, and what it changed in their settings.

import type { AttributeValue, GraphNode, NodeId, ParameterSetting, PortId } from "../../graph/document.ts";
import type { Origin, Origins } from "./merge-origins.ts";
import { isNamed, type Sheet, sameAttributes } from "./merge-sheet.ts";

export interface Texts {
  readonly base: Sheet;
  readonly next: Sheet;
  /** Ids of `next` to ids of `base`. */
  readonly pairs: ReadonlyMap<NodeId, NodeId>;
  readonly origins: Origins;
  /** The drawn graph, with stand-ins for what text cannot say. */
  readonly drawn: Sheet;
  /** The port that the name of a node of `next` means: its first. */
  readonly portOf: (next: NodeId) => PortId;
}

/** A drawn node that stays, with what the text changed. Ports are those of the drawn node. */
export interface Kept {
  /** With new settings, under its old name. */
  readonly node: GraphNode;
  /** Its place in the new text. */
  readonly next: NodeId;
  readonly base: NodeId;
  /** What is read now, by input port; an absent port is as it was. */
  readonly inputs: ReadonlyMap<PortId, NodeInput>;
  /** Nodes of the new text that it stands for. */
  readonly covers: readonly NodeId[];
}

export interface NodeInput {
  /** Node of the new text; null where nothing is read any more. */
  readonly next: NodeId | null;
  readonly nextPort: PortId;
  /** Node of the old text that was read there. */
  readonly base: NodeId | null;
}

const invert = (pairs: ReadonlyMap<NodeId, NodeId>): ReadonlyMap<NodeId, NodeId> => new Map([...pairs].map(([next, base]) => [base, next]));

function changedAttributes(node: GraphNode, before: GraphNode, after: GraphNode): GraphNode {
  if (sameAttributes(before, after)) return node;
  const attributes: Record<string, AttributeValue> = { ...node.attributes };
  for (const key of new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)])) {
    const value = after.attributes[key];
    if (JSON.stringify(value) === JSON.stringify(before.attributes[key])) continue;
    if (value === undefined) delete attributes[key];
    else attributes[key] = value;
  }
  return { ...node, attributes };
}

/** The setting of an own parameter that its new line says. */
function settingOf(old: ParameterSetting | undefined, before: GraphNode, after: GraphNode): ParameterSetting {
  const named = after.id === before.id ? old : { ...old, name: after.id };
  if (sameAttributes(before, after)) return named ?? {};
  const { initializer = "auto", value = 0, shape } = after.attributes;
  const usual = Array.isArray(shape) && shape.length > 1 ? "glorot-uniform" : "zeros";
  return {
    ...named,
    initializer: initializer === "constant" ? `constant(${Number(value)})` : initializer === "auto" ? usual : String(initializer),
  };
}

const sameShape = (a: GraphNode, b: GraphNode): boolean => JSON.stringify(a.attributes.shape) === JSON.stringify(b.attributes.shape);

export class Keeping {
  private readonly nextOf: ReadonlyMap<NodeId, NodeId>;

  /** `names`: own parameters that keep the names in which printing wrote them. */
  constructor(
    private readonly texts: Texts,
    private readonly names: ReadonlySet<NodeId>,
  ) {
    this.nextOf = invert(texts.pairs);
  }

  /** Null where the new text means something else. */
  keep(node: GraphNode): Kept | null {
    const pieces = this.texts.origins.pieces.get(node.id) ?? [];
    const [piece] = pieces;
    const plain = pieces.length === 1 && piece?.kind === "node" && this.texts.origins.spelled.node(piece.spelled)?.type === node.type;
    return plain ? this.plain(node, piece) : this.composite(node, pieces);
  }

  private instances(piece: Origin): readonly NodeId[] {
    return this.texts.origins.instances.get(piece.spelled) ?? [];
  }

  private sameType(next: NodeId, base: NodeId): boolean {
    return this.texts.next.node(next)?.type === this.texts.base.node(base)?.type;
  }

  /** A source of the new text in words of the drawn graph. */
  private wordOf(base: NodeId | undefined, otherwise: NodeId): string {
    const origin = base === undefined ? undefined : this.texts.origins.of.get(base);
    return origin ? `drawn ${origin.spelled}` : base === undefined ? `new ${otherwise}` : `old ${base}`;
  }

  private wordsOf(sheet: Sheet, id: NodeId, baseOf: (id: NodeId) => NodeId | undefined): string {
    const inputs = [...sheet.inputs(id)].map(([port, from]) => `${port} ${this.wordOf(baseOf(from.node), from.node)}`);
    const settings = Object.entries(sheet.node(id)?.attributes ?? {});
    return JSON.stringify([inputs.sort(), settings.sort()]);
  }

  /** What is written several times stays one node as long as all say the same; the unchanged ones win. */
  private plain(node: GraphNode, piece: Origin): Kept | null {
    const { base, next, pairs } = this.texts;
    const found = this.instances(piece).flatMap((id) => {
      const twin = this.nextOf.get(id);
      return twin !== undefined && this.sameType(twin, id)
        ? [{ id, twin, words: this.wordsOf(next, twin, (from) => pairs.get(from)) }]
        : [];
    });
    const chosen = found.find(({ id, words }) => words === this.wordsOf(base, id, (from) => from)) ?? found[0];
    if (!chosen) return null;
    const covers = found.filter(({ words }) => words === chosen.words).map(({ twin }) => twin);
    const [before, after] = [base.node(chosen.id)!, next.node(chosen.twin)!];
    const inputs = this.inputsAt(chosen.twin, chosen.id);
    return { node: changedAttributes(node, before, after), next: chosen.twin, base: chosen.id, inputs, covers };
  }

  private inputsAt(nextId: NodeId, baseId: NodeId): ReadonlyMap<PortId, NodeInput> {
    const [now, before] = [this.texts.next.inputs(nextId), this.texts.base.inputs(baseId)];
    const ports = new Set([...now.keys(), ...before.keys()]);
    return new Map([...ports].map((port) => [port, inputOf(now.get(port), before.get(port))]));
  }

  /** A gate, a layer: stays as long as the pieces that it is written as do. */
  private composite(node: GraphNode, pieces: readonly Origin[]): Kept | null {
    const inputs = new Map<PortId, NodeInput>();
    const covers: NodeId[] = [];
    let root: { next: NodeId; base: NodeId } | null = null;
    let changed = node;
    for (const piece of pieces) {
      const [base, ...more] = this.instances(piece);
      const next = base === undefined ? undefined : this.nextOf.get(base);
      if (base === undefined || next === undefined || more.length > 0 || !this.samePiece(node, piece, next, base, inputs)) return null;
      covers.push(next);
      if (piece.kind === "node" || (piece.kind === "part" && root === null)) root = { next, base };
      if (piece.kind === "parameter") changed = this.withParameter(changed, piece, next, base);
    }
    return root && { node: changed, ...root, inputs, covers };
  }

  private withParameter(node: GraphNode, { port }: Origin, next: NodeId, base: NodeId): GraphNode {
    const [before, after] = [this.texts.base.node(base)!, this.texts.next.node(next)!];
    const old = node.parameters?.[port ?? ""];
    const isNew = this.names.has(next) && old?.name !== next;
    if (port === null || (next === base && !isNew && sameAttributes(before, after))) return node;
    const setting = settingOf(old, before, after);
    return { ...node, parameters: { ...node.parameters, [port]: isNew ? { ...setting, name: next } : setting } };
  }

  private samePiece(node: GraphNode, piece: Origin, next: NodeId, base: NodeId, inputs: Map<PortId, NodeInput>): boolean {
    const [before, after] = [this.texts.base.node(base)!, this.texts.next.node(next)!];
    if (before.type !== after.type || (piece.kind !== "node" && piece.kind !== "part" && this.isReadElsewhere(next, node.id))) return false;
    const fits =
      piece.kind === "parameter" ? piece.port !== null && isNamed(next) && sameShape(before, after) : sameAttributes(before, after);
    return fits && this.samePieceInputs(node, next, base, inputs);
  }

  /** Only the owner reads what is inside it. */
  private isReadElsewhere(next: NodeId, owner: NodeId): boolean {
    return this.texts.next.readers(next).some(({ to }) => this.ownerOf(this.texts.pairs.get(to.node)) !== owner);
  }

  private ownerOf(base: NodeId | undefined): NodeId | undefined {
    return base === undefined ? undefined : this.texts.origins.of.get(base)?.owner;
  }

  private samePieceInputs(node: GraphNode, nextId: NodeId, baseId: NodeId, inputs: Map<PortId, NodeInput>): boolean {
    for (const [port, input] of this.inputsAt(nextId, baseId)) {
      if (input.next === null || input.base === null) return false;
      const unchanged = this.texts.pairs.get(input.next) === input.base;
      const inner = this.ownerOf(input.base) === node.id && this.isPieceOf(input.base, node.id);
      if (inner ? !unchanged : !this.outerInput(node, baseId, port, input, unchanged, inputs)) return false;
    }
    return true;
  }

  private isPieceOf(base: NodeId, owner: NodeId): boolean {
    const origin = this.texts.origins.of.get(base);
    return origin !== undefined && origin.owner === owner && origin.kind !== "alias";
  }

  /** Which port of the drawn node a wire into one of its pieces is; where that is not clear, nothing may have changed. */
  private outerInput(
    node: GraphNode,
    baseId: NodeId,
    port: PortId,
    input: NodeInput,
    unchanged: boolean,
    inputs: Map<PortId, NodeInput>,
  ): boolean {
    const { origins } = this.texts;
    const spelled = origins.of.get(baseId)?.spelled;
    const source = spelled === undefined ? undefined : origins.spelled.inputs(spelled).get(port)?.node;
    const candidates = source === undefined ? [] : this.portsReading(node.id, source);
    const [found, ...more] = candidates;
    if (found === undefined || more.length > 0) return unchanged;
    const known = inputs.get(found);
    inputs.set(found, input);
    return known === undefined || known.next === input.next;
  }

  /** Ports of a drawn node that read what a node of the spelled-out graph is. */
  private portsReading(node: NodeId, spelled: NodeId): readonly PortId[] {
    const source = this.texts.origins.bySpelled.get(spelled);
    const wires = [...this.texts.drawn.inputs(node)];
    return wires
      .filter(([, from]) => from.node === source?.owner && (source.kind !== "part" || source.port === from.port))
      .map(([port]) => port);
  }
}

function inputOf(now: { node: NodeId; port: PortId } | undefined, before: { node: NodeId } | undefined): NodeInput {
  return { next: now?.node ?? null, nextPort: now?.port ?? "value", base: before?.node ?? null };
}

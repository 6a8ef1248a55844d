// Random models as a person would type them: layers of products with few matrices, which are shared, transposed, made of others, and read
// the step before; cells of the library, attention, memories and reductions among them; several losses on all steps, the last or the first.

import type { Feeds } from "../../src/compiler/feeds.ts";

/** A whole number from 0 to `below - 1`. */
export type Draw = (below: number) => number;

export interface TypedModel {
  readonly text: string;
  readonly feeds: Feeds;
}

const cells = ["lstm", "gru", "rnn", "slstm", "forgetGateRnn", "gruResetAfter", "adamLstm", "momentumLstm"];
const functions = ["tanh", "sigmoid", "softmax", "sin", "relu"];
const losses = ["halfSumOfSquares", "meanSquaredError", "softmaxCrossEntropy"];
const updates = ["gradientDescent(loss, learningRate=0.05)", "momentum(loss, learningRate=0.02)"];
const batches = [1, 2, 3, 5, 9, 13, 40];
const stepCounts = [1, 2, 3, 7, 12];

class Writer {
  readonly lines: string[] = [];
  private readonly known = ["x"];

  constructor(
    private readonly draw: Draw,
    readonly size: number,
    private readonly matrices: number,
    private readonly layers: readonly string[],
  ) {}

  private of<T>(list: readonly T[]): T {
    return list[this.draw(list.length)]!;
  }

  /** Of ten times. */
  private times(count: number): boolean {
    return this.draw(10) < count;
  }

  private matrix(): string {
    const any = `W${this.draw(this.matrices)}`;
    return this.of([any, any, any, any, any, `${any}'`, "K", "M"]);
  }

  present = (): string => this.of(this.known);

  private value(): string {
    return this.times(4) ? `${this.of(this.layers)}[t-${this.times(9) ? 1 : 2}]` : this.present();
  }

  private term(): string {
    const [a, b] = [this.matrix(), this.matrix()];
    const plain = `${a} * ${this.value()}`;
    return this.of([
      plain,
      plain,
      plain,
      `${a} * (${b} * ${this.value()})`,
      `${a} * (${this.value()} + ${this.value()})`,
      `(${plain}) .* (${b} * ${this.value()})`,
    ]);
  }

  private sum(): string {
    const terms = Array.from({ length: 1 + this.draw(4) }, () => this.term());
    return `${terms.join(this.times(8) ? " + " : " - ")}${this.times(5) ? " + b" : ""}`;
  }

  /** A memory that is a matrix, as linear attention has it. */
  private memory(name: string): readonly string[] {
    const [key, query] = [this.present(), this.present()];
    return [
      `${name}f = sigmoid(${this.matrix()} * ${this.present()})`,
      `${name}C = ${name}f .* ${name}C[t-1] + ${this.present()} * (${key})'`,
      `${name} = tanh(${name}C * ${query})`,
    ];
  }

  private cell(name: string): readonly string[] {
    return [`${name}c = ${this.of(cells)}(${this.present()}, ${this.size})`, `${name} = tanh(${this.matrix()} * ${name}c)`];
  }

  layer(name: string): void {
    const [a, b, c] = [this.present(), this.present(), this.present()];
    const special: readonly (() => readonly string[])[] = [
      () => this.cell(name),
      () => this.memory(name),
      () => [`${name} = attention(${a}, ${b}, ${c})`],
      () => [`${name} = reverse(${a})`],
      () => [`${name} = tanh(${a} - ${this.of(["mean", "max"])}(${b}, "${this.of(["time", "batch", "features"])}"))`],
      () => [`${name} = max(${this.value()}, ${this.value()})`],
      () => [`${name} = ${this.value()} ./ (1 + abs(${this.value()}))`],
      () => [`${name} = mask(${a}) .* ${b}`],
    ];
    const written = special[this.draw(3 * special.length)]?.() ?? [`${name} = ${this.of(functions)}(${this.sum()})`];
    this.lines.push(...written);
    this.known.push(name);
  }

  loss(name: string, atAllSteps: boolean): void {
    this.lines.push(`${name}o = ${this.matrix()} * ${this.times(5) ? this.layers.at(-1) : this.present()}`);
    const border = this.times(8) ? "T" : "1";
    this.lines.push(`${name}p = ${name}o${atAllSteps ? "" : `[${border}]`}`, `${name} = ${this.of(losses)}(${name}p, y)`);
  }

  /** What the matrices are; `K` is a constant or a transpose, `M` a product or a second name. */
  matricesLines(): void {
    const { size, matrices } = this;
    const row = () => Array.from({ length: size }, () => (this.draw(100) / 100 - 0.5).toFixed(2)).join(", ");
    for (let k = 0; k < matrices; k++) this.lines.push(`W${k} = parameter(${size}, ${size})`);
    const isConstant = size > 1 && this.times(4);
    this.lines.push(`b = parameter(${size})`, `K = ${isConstant ? `[${Array.from({ length: size }, row).join("; ")}]` : "W0'"}`);
    this.lines.push(`M = ${this.times(3) ? `W0 * W${matrices - 1}` : `W${matrices - 1}`}`);
  }
}

function textOf(draw: Draw, size: number, atAllSteps: boolean): string {
  const layers = Array.from({ length: 2 + draw(4) }, (_, k) => `v${k}`);
  const writer = new Writer(draw, size, 1 + draw(4), layers);
  writer.lines.push(`x = sequence(${size})`, `y = ${atAllSteps ? "sequence" : "input"}(${size})`);
  writer.matricesLines();
  for (const name of layers) writer.layer(name);
  const heads = Array.from({ length: 1 + draw(4) }, (_, k) => `l${k}`);
  for (const name of heads) writer.loss(name, atAllSteps);
  const penalty = draw(5) === 0 ? " + 0.01 * l2Penalty(W0)" : "";
  return [...writer.lines, `loss = ${heads.join(" + ")}${penalty}`, `update = ${updates[draw(updates.length)]}`, ""].join("\n");
}

export function typedModel(draw: Draw): TypedModel {
  const [size, atAllSteps] = [1 + draw(9), draw(2) === 0];
  const text = textOf(draw, size, atAllSteps);
  const [batch, steps] = [batches[draw(batches.length)]!, stepCounts[draw(stepCounts.length)]!];
  const numbers = (count: number) => Float64Array.from({ length: count }, () => Math.fround(draw(2001) / 1000 - 1));
  const sequence = () => ({ shape: [steps, batch, size], data: numbers(steps * batch * size) });
  const lengths = draw(2) === 0 ? { lengths: Array.from({ length: batch }, () => 1 + draw(steps)) } : {};
  const y = atAllSteps ? { ...sequence(), ...lengths } : { shape: [batch, size], data: numbers(batch * size) };
  return {
    text,
    feeds: new Map([
      ["x", { ...sequence(), ...lengths }],
      ["y", y],
    ]),
  };
}

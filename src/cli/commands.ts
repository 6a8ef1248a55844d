// The only list of commands. Each is loaded when it is called, so that help and errors come at once.

import type { Command } from "./command.ts";
import { translated } from "./translated.ts";

export interface Listed {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  load(): Promise<Command>;
}

export const commands: readonly Listed[] = [
  {
    name: "eval",
    usage: "eval MODEL",
    summary: "one run: loss, values and gradients as JSON",
    load: async () => (await import("./eval.ts")).evalCommand,
  },
  {
    name: "check",
    usage: "check MODEL...",
    summary: "validation, shapes, and the gradient against central differences",
    load: async () => (await import("./check.ts")).checkCommand,
  },
  {
    name: "train",
    usage: "train MODEL",
    summary: "trains, with a progress bar or as JSON lines",
    load: async () => (await translated(() => import("./train.ts"))).trainCommand,
  },
  {
    name: "bench",
    usage: "bench MODEL",
    summary: "times one training step",
    load: async () => (await translated(() => import("./bench.ts"))).benchCommand,
  },
  { name: "tape", usage: "tape MODEL", summary: "the tape, as text", load: async () => (await import("./tape.ts")).tapeCommand },
  {
    name: "export",
    usage: "export MODEL --to FORMAT OUT",
    summary: "writes the model in another format",
    load: async () => (await import("./export.ts")).exportCommand,
  },
];

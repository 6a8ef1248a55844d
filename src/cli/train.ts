// train: epoch after epoch, with a progress bar for people or JSON lines for programs; at the end, loss and metrics on both splits.

import { registry } from "../../nodes/index.ts";
import { Problem } from "../base/errors.ts";
import { nestedOf } from "../compiler/feeds.ts";
import { generators } from "../data/index.ts";
import { createSession, type Score, type Session } from "../training/session.ts";
import { choice, nameList, nearestName, wholeNumber } from "./arguments.ts";
import type { Arguments, Command } from "./command.ts";
import { generateOptions, type Writer, writerOf } from "./generate.ts";
import { watchInterrupt } from "./interrupt.ts";
import { jsonPieces } from "./json-text.ts";
import { type Model, readModel } from "./model.ts";
import { startPartner } from "./partner.ts";
import { locating } from "./place-problem.ts";
import { createProgress, duration, scoreText } from "./progress.ts";
import { isReproducible, reproducibleOption } from "./reproducible.ts";
import type { Terminal } from "./terminal.ts";
import { readValues, type Values, valuesOption } from "./values.ts";

const name = "train";

function open({ document }: Model, values: Values | null, given: Arguments): Session {
  const seed = wholeNumber(name, given, "seed");
  const epochs = wholeNumber(name, given, "epochs");
  return createSession(document, registry, generators, {
    precision: choice(name, given, "precision", ["f32", "f64"]),
    feeds: values?.feeds ?? new Map(),
    startPartner,
    reproducible: isReproducible(given),
    ...(seed === undefined ? {} : { seed }),
    ...(epochs === undefined ? {} : { epochs }),
  });
}

function tracedNames(session: Session, given: Arguments): readonly string[] {
  const traced = nameList(name, given, "trace") ?? [];
  const known = [...session.parameters().keys()];
  const unknown = traced.find((candidate) => !known.includes(candidate));
  if (unknown === undefined) return traced;
  const nearest = nearestName(unknown, known);
  throw new Problem({
    code: "unknown-name",
    message: `--trace "${unknown}": the model has no parameter of this name`,
    got: unknown,
    remedy: nearest ? `did you mean ${nearest}` : `parameters: ${known.join(", ")}`,
  });
}

/** The named parameters as nested lists. */
function snapshot(session: Session, names: readonly string[]): Record<string, unknown> {
  if (names.length === 0) return {};
  const parameters = session.parameters();
  return Object.fromEntries(names.map((parameter) => [parameter, nestedOf(parameters.get(parameter)!)]));
}

/** Only what is there: a model without held-out examples says nothing of them. */
const present = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

async function writeJson(terminal: Terminal, value: unknown): Promise<void> {
  for (const piece of jsonPieces(value)) await terminal.out.write(piece);
  await terminal.out.write("\n");
}

type Report = (epoch: ReturnType<Session["step"]>) => void | Promise<void>;

/** Stops behind the running epoch when the person asks for it. */
async function runEpochs(session: Session, report: Report): Promise<void> {
  const interrupt = watchInterrupt();
  try {
    while (session.epoch < session.epochs && session.stopped === null && !interrupt.wanted) {
      await report(session.step());
      // signals and streams get their turn
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
  } finally {
    interrupt.release();
  }
}

const scoreLine = (split: string, score: Score | null) =>
  `${split.padEnd(5)}  ${score ? scoreText(score.loss, score.metrics) : "no data"}\n`;

async function trainWithJson(session: Session, traced: readonly string[], terminal: Terminal, seconds: () => number): Promise<void> {
  await runEpochs(session, ({ epoch, loss, metrics, validationLoss, statistics }) =>
    writeJson(terminal, { epoch, loss, metrics, ...present({ validationLoss, statistics }), parameters: snapshot(session, traced) }),
  );
  const time = seconds();
  await writeJson(terminal, {
    final: true,
    epochs: session.epoch,
    ...(session.stopped === null ? {} : { stopped: session.stopped }),
    train: session.score("train"),
    test: session.score("test"),
    seconds: time,
  });
}

async function trainWithBar(session: Session, terminal: Terminal, seconds: () => number): Promise<void> {
  const progress = createProgress(terminal.err, session.epochs);
  try {
    await runEpochs(session, progress.epochDone);
  } finally {
    progress.end();
  }
  const reason = session.stopped === null ? "" : `: ${session.stopped}`;
  const ending = `${session.epoch} of ${session.epochs} epochs in ${duration(seconds())}${reason}\n`;
  await terminal.out.write(ending + scoreLine("train", session.score("train")) + scoreLine("test", session.score("test")));
}

/** What is written by weights that nobody has trained is no fault of the model. */
const UNTRAINED = "warning: no epoch has been trained; what is written comes from untrained weights\n";

async function writeSentences(session: Session, writer: Writer, asJson: boolean, terminal: Terminal): Promise<void> {
  if (session.epoch === 0) await terminal.err.write(UNTRAINED);
  const generated = writer(session);
  if (asJson) await writeJson(terminal, { generated });
  else await terminal.out.write(`\n${generated.join("\n")}\n`);
}

async function run(given: Arguments, terminal: Terminal): Promise<number> {
  const model = await readModel(given.operands[0]!);
  const values = await readValues(given, terminal);
  await locating(model, values, async () => {
    const session = open(model, values, given);
    const traced = tracedNames(session, given);
    const writer = writerOf(name, model, given);
    session.watch(given.options.has("statistics"));
    const asJson = ["json", "trace", "statistics"].some((option) => given.options.has(option));
    const start = performance.now();
    const seconds = () => (performance.now() - start) / 1000;
    if (asJson) await trainWithJson(session, traced, terminal, seconds);
    else await trainWithBar(session, terminal, seconds);
    if (writer) await writeSentences(session, writer, asJson, terminal);
  });
  return 0;
}

export const trainCommand: Command = {
  name,
  operands: ["MODEL"],
  summary: "Trains the model with its optimizer, and prints loss and metrics on training and test data at the end.",
  options: [
    { name: "epochs", value: "N", summary: "how many; default the optimizer's" },
    { name: "seed", value: "N", summary: "of starting values and shuffling; default the optimizer's" },
    { ...valuesOption, summary: "starting values and, without data nodes, the examples; JSON; - reads standard input" },
    { name: "precision", value: "f32|f64", summary: "of the computation; default f32" },
    reproducibleOption,
    { name: "json", summary: "one JSON object a line instead of the progress bar" },
    { name: "statistics", summary: "each JSON line also has the length of weight, gradient and step of every parameter; implies --json" },
    { name: "trace", value: "NAMES", summary: "parameters that each JSON line shows, after the epoch's step; implies --json" },
    ...generateOptions,
  ],
  notes: [
    "An epoch's loss and metrics are those before its step. Ctrl-C stops behind the running epoch, and still prints the end.",
    'Sentences of --generate end in the end mark of the text, or in "…" where they are cut off; with --json they are one more object, ' +
      '{"generated": [...]}. The same seed writes the same ones.',
  ],
  run,
};

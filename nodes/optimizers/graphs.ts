// The graphs that optimizers follow, as they are drawn in graphs/optimizers/.

import adagrad from "../../graphs/optimizers/adagrad.json" with { type: "json" };
import adagradInside from "../../graphs/optimizers/adagrad-epsilon-inside.json" with { type: "json" };
import adam from "../../graphs/optimizers/adam.json" with { type: "json" };
import adamInside from "../../graphs/optimizers/adam-epsilon-inside.json" with { type: "json" };
import adamw from "../../graphs/optimizers/adamw.json" with { type: "json" };
import adamwInside from "../../graphs/optimizers/adamw-epsilon-inside.json" with { type: "json" };
import gradientDescent from "../../graphs/optimizers/gradient-descent.json" with { type: "json" };
import heavyBall from "../../graphs/optimizers/heavy-ball.json" with { type: "json" };
import momentum from "../../graphs/optimizers/momentum.json" with { type: "json" };
import momentumStep from "../../graphs/optimizers/momentum-step.json" with { type: "json" };
import nadam from "../../graphs/optimizers/nadam.json" with { type: "json" };
import nadamInside from "../../graphs/optimizers/nadam-epsilon-inside.json" with { type: "json" };
import nesterov from "../../graphs/optimizers/nesterov.json" with { type: "json" };
import rmsprop from "../../graphs/optimizers/rmsprop.json" with { type: "json" };
import rmspropInside from "../../graphs/optimizers/rmsprop-epsilon-inside.json" with { type: "json" };
import type { Document } from "../../src/graph/document.ts";
import { fromFile } from "../../src/graph/file-form.ts";
import type { FileForm } from "../../src/graph/schema.ts";

const files = {
  adagrad,
  "adagrad-epsilon-inside": adagradInside,
  adam,
  "adam-epsilon-inside": adamInside,
  adamw,
  "adamw-epsilon-inside": adamwInside,
  "gradient-descent": gradientDescent,
  "heavy-ball": heavyBall,
  momentum,
  "momentum-step": momentumStep,
  nadam,
  "nadam-epsilon-inside": nadamInside,
  nesterov,
  rmsprop,
  "rmsprop-epsilon-inside": rmspropInside,
};

/** File names in graphs/optimizers/, without their ending. */
export type OptimizerGraph = keyof typeof files;

const documents = new Map<OptimizerGraph, Document>();

/** As it is drawn, with the settings that the file has. Read when it is first asked for. */
export function optimizerGraph(name: OptimizerGraph): Document {
  // the compiler cannot know what a JSON file holds; a test loads each with all checks
  const document = documents.get(name) ?? fromFile(files[name] as unknown as FileForm);
  documents.set(name, document);
  return document;
}

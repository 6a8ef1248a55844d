// Save and load are each other's inverse, and the text is laid out for diffs.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadDocument } from "../../src/graph/load.ts";
import { saveDocument } from "../../src/graph/save.ts";
import { seed } from "../laws/seed.ts";
import { draw, must } from "./build.ts";
import { documents } from "./random-document.ts";
import { registry } from "./sample-registry.ts";

describe(`random documents (seed ${seed})`, () => {
  test("load of save is identity, and save of load for a text that save wrote", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const text = saveDocument(document);
        const loaded = must(loadDocument(text, registry)).document;
        expect(loaded).toEqual(document);
        expect(saveDocument(loaded)).toBe(text);
      }),
      { seed, numRuns: 100 },
    );
  });

  test("the text is JSON that says the same on one line", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const text = saveDocument(document);
        const flat = JSON.stringify(JSON.parse(text));
        expect(saveDocument(must(loadDocument(flat.replaceAll(":-0,", ":-0.0,"), registry)).document).replaceAll("-0", "0")).toBe(
          text.replaceAll("-0", "0"),
        );
      }),
      { seed, numRuns: 30 },
    );
  });
});

test("the layout: a node and a wire on a line, long vectors filled, keys of records sorted", () => {
  const vector = Array.from({ length: 40 }, (_, index) => index / 8);
  const document = draw("k:constant m:constant d:dense", "k>d.x", {
    k: { value: vector },
    m: {
      value: [
        [1, -0],
        [3, 4],
      ],
    },
    d: { units: 3, activation: "tanh" },
  });
  expect(saveDocument(document)).toMatchInlineSnapshot(`
    "{
      "format": "gradwire",
      "version": 1,
      "title": "Untitled",
      "description": "",
      "source": "",
      "graph": {
        "nodes": [
          {
            "id": "k",
            "type": "constant",
            "attributes": {
              "value": [
                0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1, 1.125, 1.25, 1.375, 1.5, 1.625, 1.75, 1.875, 2, 2.125,
                2.25, 2.375, 2.5, 2.625, 2.75, 2.875, 3, 3.125, 3.25, 3.375, 3.5, 3.625, 3.75, 3.875, 4, 4.125, 4.25, 4.375,
                4.5, 4.625, 4.75, 4.875
              ]
            },
            "position": { "x": 0, "y": 0 }
          },
          {
            "id": "m",
            "type": "constant",
            "attributes": { "value": [[1, -0], [3, 4]] },
            "position": { "x": 0, "y": 0 }
          },
          {
            "id": "d",
            "type": "dense",
            "attributes": { "activation": "tanh", "units": 3 },
            "position": { "x": 0, "y": 0 }
          }
        ],
        "edges": [
          { "from": { "node": "k", "port": "value" }, "to": { "node": "d", "port": "x" } }
        ]
      }
    }
    "
  `);
});

test("negative zero and text with odd characters survive", () => {
  const document = draw("k:constant c:comment", "", { k: { value: -0 }, c: { text: '"\\\u0000\u2028\ud800 ünï' } });
  expect(must(loadDocument(saveDocument(document), registry)).document).toEqual(document);
});

// Every graph that comes with the program has its picture and its words in graphs/README.md.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const folder = new URL("../../graphs/", import.meta.url);
const readme = readFileSync(new URL("README.md", folder), "utf8");
const kinds = ["cells", "optimizers", "examples"];
const graphs = kinds.flatMap((kind) =>
  readdirSync(new URL(kind, folder))
    .filter((file) => file.endsWith(".json"))
    .map((file) => [kind, file.replace(/\.json$/, "")] as const),
);

describe("the gallery", () => {
  test.each(graphs)("has %s/%s", (kind, name) => {
    expect(existsSync(new URL(`pictures/${name}.png`, folder))).toBe(true);
    const entry = readme.split("#### ").find((part) => part.startsWith(`\`${kind}/${name}\``));
    expect(entry, "npm run pictures writes it").toContain(`(pictures/${name}.png)`);
    const { description, source } = JSON.parse(readFileSync(new URL(`${kind}/${name}.json`, folder), "utf8"));
    for (const said of [description, source]) expect(entry).toContain(said.replaceAll("..", "."));
  });
});

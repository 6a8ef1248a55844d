// Writes the gallery at the end of graphs/README.md: each graph's picture with what the file says of it, and the recipe that it trains by.
//   npm run pictures makes the pictures and then this

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../graphs/", import.meta.url));
const BEGIN = "<!-- gallery: npm run pictures -->";
const titles = { examples: "Examples", cells: "Cells", optimizers: "Optimizers" };

export async function graphNames(kind) {
  return (await readdir(join(root, kind)))
    .filter((file) => file.endsWith(".json"))
    .map((file) => file.replace(/\.json$/, ""))
    .sort();
}

/** The optimizer is the node that counts epochs, or the one that takes the loss last. */
function recipe({ graph }) {
  const ends = new Set(graph.edges.map(({ from }) => from.node));
  const optimizer = graph.nodes.find((node) => node.attributes?.epochs !== undefined && !ends.has(node.id));
  if (!optimizer) return "";
  const settings = Object.entries(optimizer.attributes).map(([name, value]) => `${name} ${value}`);
  return `\n\nRecipe: ${optimizer.type}, ${settings.join(", ")}. What it reaches: [examples/README.md](examples/README.md).`;
}

async function entry(kind, name) {
  const document = JSON.parse(await readFile(join(root, kind, `${name}.json`), "utf8"));
  const about = `${document.description}\n\nSource: ${document.source}.`.replaceAll("..", ".");
  return `#### \`${kind}/${name}\`\n\n![${document.title}](pictures/${name}.png)\n\n${about}${kind === "examples" ? recipe(document) : ""}\n`;
}

export async function gallery() {
  const parts = [];
  for (const kind of Object.keys(titles)) {
    const names = await graphNames(kind);
    const entries = await Promise.all(names.map((name) => entry(kind, name)));
    parts.push(`### ${titles[kind]}\n\n${entries.join("\n")}`);
  }
  return `${BEGIN}\n\n## Pictures\n\nMade from the files by the built page (\`npm run pictures\`).\n\n${parts.join("\n")}`;
}

export async function writeGallery() {
  const path = join(root, "README.md");
  const [before] = (await readFile(path, "utf8")).split(BEGIN);
  await writeFile(path, `${before.trimEnd()}\n\n${await gallery()}`);
}

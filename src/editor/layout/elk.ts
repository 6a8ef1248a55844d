// ELK in a worker of its own, so that the page goes on while a large graph is laid out. It is loaded when it is first asked.

import type { ElkNode } from "elkjs/lib/elk-api.js";
import workerUrl from "elkjs/lib/elk-worker.min.js?url";

async function start() {
  const { default: Elk } = await import("elkjs/lib/elk-api.js");
  return new Elk({ workerFactory: () => new Worker(workerUrl, { type: "module", name: "layout" }) });
}

let elk: ReturnType<typeof start> | null = null;

export async function layOut(graph: ElkNode): Promise<ElkNode> {
  elk ??= start();
  return (await elk).layout(graph);
}

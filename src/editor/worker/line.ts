// The line to one worker after another: where one is ended, whoever waits for it has an answer, and the next begins.

import * as Comlink from "comlink";
import type { EngineService } from "./protocol.ts";

const start = () => new Worker(new URL("./engine.worker.ts", import.meta.url), { type: "module", name: "engine" });

type Remote = Comlink.Remote<EngineService>;

export class Line {
  private worker = start();
  private remote: Remote = Comlink.wrap<EngineService>(this.worker);
  /** What ends each call that has no answer yet. */
  private readonly waiting = new Set<() => void>();
  private readonly failureListeners: (() => void)[] = [];

  /** The answer, or `otherwise` where the worker is ended before it comes. */
  ask<T, E>(call: (remote: Remote) => Promise<T>, otherwise: E): Promise<T | E> {
    return new Promise((resolve, reject) => {
      const end = () => resolve(otherwise);
      this.waiting.add(end);
      call(this.remote)
        .then(resolve, reject)
        .finally(() => this.waiting.delete(end));
    });
  }

  /** For the worker in hand: what it has said before its end, and what arrives after it, is not heard. */
  heard<T>(listener: (told: T) => void): (told: T) => void {
    const { worker } = this;
    return Comlink.proxy((told: T) => {
      if (worker === this.worker) listener(told);
    });
  }

  /** Ends the worker in the middle of whatever it is at; the next one knows nothing. */
  restart(): void {
    this.worker.terminate();
    this.worker = start();
    this.remote = Comlink.wrap<EngineService>(this.worker);
    for (const listener of this.failureListeners) this.listen(listener);
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const end of waiting) end();
  }

  /** A worker that dies says so here: its answers will never come. */
  onFailure(listener: () => void): void {
    this.failureListeners.push(listener);
    this.listen(listener);
  }

  private listen(listener: () => void): void {
    this.worker.addEventListener("error", listener);
    this.worker.addEventListener("messageerror", listener);
  }
}

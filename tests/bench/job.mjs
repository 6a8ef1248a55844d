// One measurement: a process of its own on one thread, pinned to one core where the system can do that.

import { spawn, spawnSync } from "node:child_process";

const LIMIT = 240_000;
const canPin = spawnSync("taskset", ["-c", "0", "true"]).status === 0;

export const pinning = canPin ? "each process pinned to one core (taskset)" : "processes not pinned";

const oneThread = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };

/**
 * @param cores 1, or 2 for a process that is not pinned
 * @returns what the process printed, or `{ error }`
 */
export function runJob(command, environment = {}, cores = 1) {
  const [program, ...words] = canPin && cores === 1 ? ["taskset", "-c", "0", ...command] : command;
  return new Promise((resolve) => {
    const child = spawn(program, words, { env: { ...process.env, ...oneThread, ...environment }, stdio: ["ignore", "pipe", "pipe"] });
    const timer = setTimeout(() => child.kill(), LIMIT);
    let [out, err] = ["", ""];
    child.stdout.on("data", (text) => {
      out += text;
    });
    child.stderr.on("data", (text) => {
      err += text;
    });
    const end = (result) => {
      clearTimeout(timer);
      resolve(result);
    };
    child.on("error", ({ message }) => end({ error: message }));
    child.on("close", (code, signal) => {
      const line = out.split("\n").findLast((text) => text.startsWith("{"));
      if (code === 0 && line) return end(JSON.parse(line));
      const why = signal ? `ended by ${signal} (the limit is ${LIMIT / 1000} s)` : `exit code ${code}`;
      end({ error: `${why}: ${err.trim().split("\n").at(-1)?.slice(0, 200) ?? ""}` });
    });
  });
}

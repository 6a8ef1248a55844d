#!/usr/bin/env node
// Finds a Chromium that runs, or installs one, or fails and says what to do. On the command line it prints the path.

import { execFile, spawn } from "node:child_process";
import { access, constants, readFile, realpath } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const say = (text) => process.stderr.write(`find-chromium: ${text}\n`);

/** Where a Chromium can lie, best first; $CHROMIUM is not among them, since it is an order and not a guess. */
async function places() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = ["/usr/bin", ...(process.env.PATH ?? "").split(delimiter), "/snap/bin"];
  const found = [await playwrightPlace()];
  if (process.platform === "darwin") {
    for (const app of ["Chromium", "Google Chrome"]) {
      found.push(`/Applications/${app}.app/Contents/MacOS/${app}`);
      found.push(join(process.env.HOME ?? "", `Applications/${app}.app/Contents/MacOS/${app}`));
    }
  }
  if (process.platform === "win32") {
    for (const folder of [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA]) {
      if (folder) found.push(join(folder, "Google/Chrome/Application/chrome.exe"), join(folder, "Chromium/Application/chrome.exe"));
    }
  } else {
    for (const name of names) for (const folder of folders) if (folder) found.push(join(folder, name));
  }
  return [...new Set(found.filter((path) => path))];
}

/** Where Playwright keeps the Chromium of its own version, whether it is there or not. */
async function playwrightPlace() {
  try {
    return (await import("playwright")).chromium.executablePath();
  } catch {
    return "";
  }
}

async function exists(path) {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** The version line of a browser that runs, or the reason why it does not. */
function probe(path) {
  // chrome.exe answers --version by opening a window, so on Windows the probe is an empty page without one.
  const probeArguments = process.platform === "win32" ? ["--headless", "--disable-gpu", "--dump-dom", "about:blank"] : ["--version"];
  return new Promise((resolve) => {
    execFile(path, probeArguments, { timeout: 30_000 }, (error, stdout, stderr) => {
      const answer = stdout.trim();
      const runs = process.platform === "win32" ? /<html/i.test(answer) : /\b(chrom|chrome|headless)\w*\b.*\d+\.\d+/i.test(answer);
      if (!error && runs) resolve({ runs: true, text: process.platform === "win32" ? "runs" : answer });
      else
        resolve({
          runs: false,
          text: (stderr.trim() || error?.message || `its answer to --version is ${JSON.stringify(answer.split("\n")[0])}`).split("\n")[0],
        });
    });
  });
}

/** The first place that holds a Chromium that runs. */
async function search() {
  for (const path of await places()) {
    if (!(await exists(path))) continue;
    const answer = await probe(path);
    if (answer.runs) {
      say(`${path} (${answer.text})`);
      return path;
    }
    say(`${path} does not run: ${answer.text}`);
  }
  return undefined;
}

/** Runs an installer; its output goes to standard error, since standard output is for the path. */
function install(command, commandArguments, environment = {}) {
  say(`running: ${[command, ...commandArguments].join(" ")}`);
  return new Promise((resolve) => {
    const child = spawn(command, commandArguments, { cwd: root, stdio: ["ignore", 2, 2], env: { ...process.env, ...environment } });
    child.on("error", (error) => {
      say(`${command}: ${error.message}`);
      resolve(false);
    });
    child.on("close", (code) => {
      if (code !== 0) say(`${command} ended with exit code ${code}`);
      resolve(code === 0);
    });
  });
}

/** Root on Debian or Ubuntu, where apt-get can be used without asking. */
async function canUseApt() {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  const release = await readFile("/etc/os-release", "utf8").catch(() => "");
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release) && (await exists("/usr/bin/apt-get"));
}

/** The path of a Chromium that runs; installs one if there is none, and throws with instructions if that fails too. */
export async function findChromium() {
  const ordered = process.env.CHROMIUM;
  if (ordered) {
    const answer = await probe(ordered);
    if (!answer.runs) throw new Error(`CHROMIUM is set to ${ordered}, which does not run: ${answer.text}\nCorrect it or unset it.`);
    say(`${ordered} (${answer.text}), from $CHROMIUM`);
    return ordered;
  }

  const present = await search();
  if (present) return present;

  say("no Chromium found; installing one");
  const apt = await canUseApt();
  if (apt) {
    const quiet = { DEBIAN_FRONTEND: "noninteractive" };
    await install("apt-get", ["update"], quiet);
    await install("apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"], quiet);
    const fromApt = await search();
    if (fromApt) return fromApt;
  }
  const playwright = playwrightCommand();
  if (playwright) {
    await install(process.execPath, [playwright, "install", ...(apt ? ["--with-deps"] : []), "chromium"]);
    const fromPlaywright = await search();
    if (fromPlaywright) return fromPlaywright;
  }
  throw new Error(
    [
      "No Chromium was found and none could be installed. Do one of these, then run the command again:",
      "  - set CHROMIUM to the path of a Chromium or Chrome:   CHROMIUM=/path/to/chromium npm test",
      "  - Debian, Ubuntu:   sudo apt-get install chromium",
      "  - anywhere:         npx playwright install --with-deps chromium",
    ].join("\n"),
  );
}

/** The command `npx playwright` would run, without npx asking or downloading. */
function playwrightCommand() {
  try {
    return join(dirname(createRequire(import.meta.url).resolve("playwright/package.json")), "cli.js");
  } catch {
    return undefined;
  }
}

if (process.argv[1] && (await realpath(process.argv[1])) === fileURLToPath(import.meta.url)) {
  try {
    process.stdout.write(`${await findChromium()}\n`);
  } catch (error) {
    say(error.message);
    process.exitCode = 1;
  }
}

// Which Node it needs: package.json, its lock, README.md and the test runner say the same, and every dependency runs there.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isNodeFit } from "../scripts/node-range.mjs";

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");

interface Packaged {
  readonly engines?: { readonly node?: string };
  /** A build for another platform, say: left out where it does not fit. */
  readonly optional?: boolean;
}

const needed = (JSON.parse(read("package.json")) as Packaged).engines?.node ?? "";
const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, Packaged> };
/** The oldest version of each alternative. */
const oldest = needed.split("||").map((part) => part.trim().replace(/^(\^|>=)/, ""));

test("the lock has the range of package.json", () => expect(packages[""]?.engines?.node).toBe(needed));

test("the oldest versions that are welcome run every dependency", () => {
  expect(oldest).toHaveLength(3);
  const unfit = Object.entries(packages).flatMap(([name, { engines, optional }]) =>
    optional ? [] : oldest.filter((version) => !isNodeFit(version, engines?.node ?? "*")).map((version) => `${name} on ${version}`),
  );
  expect(unfit).toEqual([]);
});

test("older ones do not", () => {
  const runs = (version: string) => Object.values(packages).every(({ engines }) => isNodeFit(version, engines?.node ?? "*"));
  expect(["20.18.3", "22.11.0", "21.7.3", "23.11.0"].filter(runs)).toEqual([]);
});

test("README says the same", () => {
  const [twenty, twentyTwo, next] = oldest.map((version) => version.replace(/(\.0)+$/, ""));
  expect(read("README.md")).toContain(`Node 20 from ${twenty}, 22 from ${twentyTwo}, or ${next} and later`);
});

test.each<[string, string, boolean]>([
  ["20.19.0", "^20.19.0 || >=22.12.0", true],
  ["20.18.9", "^20.19.0 || >=22.12.0", false],
  ["22.11.0", "^20.19.0 || >=22.12.0", false],
  ["30.0.0", "^20.19.0 || >=22.12.0", true],
  ["22.0.0", "^20.19.0", false],
  ["20.2.0", ">= 12", true],
  ["20.2.0", "*", true],
])("%s in %s: %j", (version, range, fits) => expect(isNodeFit(version, range)).toBe(fits));

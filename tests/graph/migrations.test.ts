// The way from old files to the present version, with an invented table: the real one is still empty.

import { describe, expect, test } from "vitest";
import { attempt } from "../../src/base/errors.ts";
import { VERSION } from "../../src/graph/document.ts";
import { type Migration, migrate, migrations } from "../../src/graph/migrations.ts";
import { fault } from "./build.ts";

/** Version 2 calls the title "name", version 3 has a list of tags. */
const table: Readonly<Record<number, Migration>> = {
  1: ({ title, ...rest }) => ({ ...rest, name: title }),
  2: (file) => ({ ...file, tags: [] }),
};

const file = (version: unknown) => ({ format: "gradwire", version, title: "T" });

describe("migrate", () => {
  test("goes one version at a time", () => {
    expect(migrate(file(1), table, 3)).toEqual({ format: "gradwire", version: 3, name: "T", tags: [] });
    expect(migrate(file(2), table, 3)).toEqual({ format: "gradwire", version: 3, title: "T", tags: [] });
  });

  test("leaves a file of the newest version alone", () => {
    expect(migrate(file(3), table, 3)).toEqual(file(3));
  });

  test.each([
    [{}, 'not a Gradwire file: it has no "format": "gradwire"'],
    [[], 'not a Gradwire file: it has no "format": "gradwire"'],
    [null, 'not a Gradwire file: it has no "format": "gradwire"'],
    [file(4), "version: got 4, this Gradwire reads files up to version 3"],
    [file("1"), 'version: got "1", expected a whole number from 1'],
    [file(0), "version: got 0, expected a whole number from 1"],
    [file(undefined), "version: got nothing, expected a whole number from 1"],
  ])("refuses %j", (raw, message) => {
    expect(fault(attempt(() => migrate(raw, table, 3))).message).toBe(message);
  });

  test("says where the way breaks off", () => {
    expect(fault(attempt(() => migrate(file(1), {}, 2))).message).toBe("version: no way is known from 1 to 2");
  });
});

test("the real table has every step up to the present version", () => {
  expect(Object.keys(migrations).map(Number)).toEqual(Array.from({ length: VERSION - 1 }, (_, index) => index + 1));
});

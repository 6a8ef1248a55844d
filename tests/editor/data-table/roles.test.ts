// What a click in the list of columns means, and how large a file may be.

import { describe, expect, test } from "vitest";
import { Problem } from "../../../src/base/errors.ts";
import { parseTable } from "../../../src/data/csv/parse.ts";
import { rolesOf, toggled, withClasses } from "../../../src/editor/data-table/roles.ts";
import { isTableFile, readTableFile } from "../../../src/editor/data-table/table-file.ts";

const source = { name: 'csv "t"' };
const table = parseTable("a,b,kind,mark\n1,2,oak,0\n3,4,elm,1\n5,6,oak,0", source);
const roles = { inputs: "a, b", targets: "kind", classes: "oak, elm", sequence: "" };

describe("a column", () => {
  test("becomes an input in the order of the table, and is none after the second click", () => {
    const once = toggled(table, { ...roles, inputs: "mark, b" }, "inputs", "a", source);
    expect(once).toEqual({ inputs: "a, b, mark" });
    expect(toggled(table, { ...roles, ...once }, "inputs", "a", source)).toEqual({ inputs: "b, mark" });
  });

  test("of texts is a target with classes, of numbers one without; two targets are numbers", () => {
    const none = { ...roles, targets: "", classes: "" };
    expect(toggled(table, none, "targets", "kind", source)).toEqual({ targets: "kind", classes: "oak, elm" });
    expect(toggled(table, none, "targets", "mark", source)).toEqual({ targets: "mark", classes: "" });
    expect(toggled(table, roles, "targets", "mark", source)).toEqual({ targets: "kind, mark", classes: "" });
    expect(toggled(table, roles, "targets", "kind", source)).toEqual({ targets: "", classes: "" });
  });

  test("that the table does not have goes at the next click", () =>
    expect(toggled(table, { ...roles, inputs: "gone, b" }, "inputs", "a", source)).toEqual({ inputs: "a, b" }));

  test("of numbers is read as classes on demand", () => {
    expect(withClasses(table, { ...roles, targets: "mark" }, true, source)).toEqual({ classes: "0, 1" });
    expect(withClasses(table, roles, false, source)).toEqual({ classes: "" });
  });
});

test("a node without settings has the roles of its type's sample", () =>
  expect(rolesOf({ id: "csv", type: "csv", position: { x: 0, y: 0 }, attributes: {} })).toEqual({
    inputs: "x",
    targets: "y",
    classes: "",
    sequence: "",
  }));

test("tables are told by their names", () =>
  expect(["a.csv", "B.CSV", "c.tsv", "csv", "d.json"].map(isTableFile)).toEqual([true, true, true, false, false]));

test("a file that is too large is refused before it is read", async () => {
  const file = new File(["a,b\n", "1.5,2.5\n".repeat(1_000_000)], "big.csv");
  let isRead = false;
  file.text = async () => {
    isRead = true;
    return "";
  };
  const error: unknown = await readTableFile(file).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Problem);
  expect((error as Problem).data).toMatchObject({
    code: "too-big",
    message: "big.csv: the table has 8.0 MB, expected at most 1,000,000 characters",
    where: { file: "big.csv" },
    remedy: "keep every 9th row, or fewer columns",
  });
  expect(isRead).toBe(false);
});

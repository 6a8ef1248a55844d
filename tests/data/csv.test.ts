// Tables: what is read as what, and one located error for each way in which a table can be wrong.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nodeTypes } from "../../nodes/index.ts";
import { Problem, type ProblemData } from "../../src/base/errors.ts";
import { readNames, writeNames } from "../../src/base/name-list.ts";
import { csv } from "../../src/data/csv/generate.ts";
import { tableLimits } from "../../src/data/csv/limits.ts";
import { parseTable } from "../../src/data/csv/parse.ts";
import { tableAttributes } from "../../src/data/csv/suggest.ts";
import type { DataSet, Split } from "../../src/data/dataset.ts";
import { limits } from "../../src/graph/limits.ts";

const source = { name: 'csv "t"' };
const rowsOf = (text: string) => {
  const { columns, rows } = parseTable(text, source);
  return [columns, ...rows.map(({ cells }) => cells)];
};

function problemOf(action: () => unknown): ProblemData {
  try {
    action();
  } catch (error) {
    if (error instanceof Problem) return error.data;
    throw error;
  }
  throw new Error("nothing was wrong");
}

const messageOf = (action: () => unknown): string => problemOf(action).message;
const parsing = (text: string) => () => parseTable(text, source);
const generating = (text: string, attributes: Record<string, unknown>) => () => csv({ text, ...attributes }, 1, "t");

const numbers = (split: Split, field: "x" | "y") => [...split.fields[field]!.tensor.data];
const shape = (split: Split, field: "x" | "y") => split.fields[field]!.tensor.shape;
const make = (text: string, attributes: Record<string, unknown>): DataSet => generating(text, attributes)() as DataSet;

describe("a list of names", () => {
  test("is split at commas; names with commas stand in quotes", () => {
    expect(readNames(' a, "b, c" ,d e,, "say ""x""",')).toEqual(["a", "b, c", "d e", 'say "x"']);
    expect(readNames("")).toEqual([]);
  });

  test("is read as it was written", () => {
    const name = fc.string({ minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(name), (all) => {
        expect(readNames(writeNames(all))).toEqual(all);
      }),
      { seed: 7 },
    );
  });
});

describe("parsing", () => {
  test.each([
    ["commas", "a,b\n1,2\n3,4\n"],
    ["semicolons", "a;b\n1;2\n3;4"],
    ["tabs", "a\tb\n1\t2\n3\t4"],
    ["CRLF", "a,b\r\n1,2\r\n3,4\r\n"],
    ["old Macintosh lines", "a,b\r1,2\r3,4"],
    ["a byte order mark", "\uFEFFa,b\n1,2\n3,4"],
    ["spaces and blank lines", "a, b\n\n 1 ,2\n  \n3,4\n\n\n"],
    ["quotes", '"a","b"\n"1",2\n3,"4"'],
  ])("%s", (_, text) =>
    expect(rowsOf(text)).toEqual([
      ["a", "b"],
      ["1", "2"],
      ["3", "4"],
    ]),
  );

  test("a quoted cell keeps separators, quotes and line ends, and lines are counted on", () => {
    const { rows } = parseTable('a,b\n"x, ""y""\r\nz",1\nlast,2', source);
    expect(rows).toEqual([
      { line: 2, cells: ['x, "y"\r\nz', "1"] },
      { line: 4, cells: ["last", "2"] },
    ]);
  });

  test("a quote inside a plain cell is a character, and a cell may be empty", () => {
    expect(rowsOf('a,b\n5" nail,\n,2')).toEqual([
      ["a", "b"],
      ['5" nail', ""],
      ["", "2"],
    ]);
  });

  test("what is written with quotes is read back", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", ";", "\n", "\r\n", " ", "\t", "é"), maxLength: 6 });
    const written = (cells: readonly string[]) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(",");
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        expect(rowsOf(["p,q", ...rows.map(written)].join("\n"))).toEqual([["p", "q"], ...rows]);
      }),
      { seed: 11 },
    );
  });

  test.each([
    ["nothing", "", 'csv "t": the table is empty'],
    ["blank lines", "\n \n", 'csv "t": the table is empty'],
    ["names alone", "a,b\n", 'csv "t": no rows follow the names'],
    ["no names", "1,2\n3,4", 'csv "t": line 1: numbers stand where the names of the columns should'],
    ["a column without a name", "a,,c\n1,2,3", 'csv "t": line 1: column 2 has no name'],
    ["two columns of a name", "a,b,a\n1,2,3", 'csv "t": line 1: two columns are named a'],
    ["a short line", "a,b\n1,2\n3", 'csv "t": line 3: 1 cell, the first line has 2'],
    ["a long line", "a,b\n1,2,3", 'csv "t": line 2: 3 cells, the first line has 2'],
    ["an open quote", 'a,b\n1,2\n"3,4\n5,6', 'csv "t": line 3: a quote is opened here and not closed'],
    ["text behind a quote", 'a,b\n"1"x,2', 'csv "t": line 2: text follows a closing quote'],
    ["no text at all", "PK\u0003\u0004\0\0", 'csv "t": this is no text'],
  ])("%s is refused", (_, text, message) => {
    const problem = problemOf(parsing(text));
    expect(problem.message).toBe(message);
    for (const part of [problem.got, problem.expected, problem.remedy]) expect(part).toMatch(/\S/);
  });

  test("a file's own error has its line, a node's has its attribute", () => {
    expect(problemOf(() => parseTable("a,b\n1", { name: "t.csv", file: "t.csv" })).where).toEqual({ file: "t.csv", line: 2 });
    expect(problemOf(parsing("a,b\n1")).where).toEqual({ attribute: "text" });
  });

  test("a table that is too large is refused whole and soon", () => {
    const problem = problemOf(parsing(`a,b\n${"1.5,2.5\n".repeat(1_000_000)}`));
    expect(problem).toMatchObject({ code: "too-big", got: "8,000,004 characters", expected: "at most 1,000,000 characters" });
    expect(problem.remedy).toBe("keep every 9th row, or fewer columns");
    expect(messageOf(parsing(`a\n${"1\n".repeat(tableLimits.rows + 1)}`))).toContain("expected at most 100,000 rows");
    const wide = Array.from({ length: 1001 }, (_, k) => `c${k}`).join(",");
    expect(messageOf(parsing(`${wide}\n`))).toBe('csv "t": line 1: 1001 columns, expected at most 1000');
  });

  test("a table may be as long as a text of a document", () => expect(tableLimits.characters).toBe(limits.textLength));
});

describe("columns", () => {
  const text = "a,b,kind\n1,2,oak\n3,4.5e-1,elm\n5,6,oak\n";
  const all = { testShare: 0 };

  test("become x and y in the order in which they are named", () => {
    const { train, test: held } = make(text, { ...all, inputs: "b, a", targets: "a" });
    expect([shape(train, "x"), shape(train, "y"), held.count]).toEqual([[3, 2], [3, 1], 0]);
    expect(numbers(train, "x")).toEqual([2, 1, 0.45, 3, 6, 5]);
    expect(numbers(train, "y")).toEqual([1, 3, 5]);
    expect(train.lengths).toBeUndefined();
  });

  test("classes become rows with a single 1, in the order of the classes", () => {
    const { train, symbols } = make(text, { ...all, inputs: "a", targets: "kind", classes: "elm, oak" });
    expect(numbers(train, "y")).toEqual([0, 1, 1, 0, 0, 1]);
    expect(symbols).toEqual({ x: ["a"], y: ["elm", "oak"] });
  });

  test("inputs are standardised by the training rows alone", () => {
    const many = `a,c,y\n${Array.from({ length: 10 }, (_, k) => `${k * k},7,${k}`).join("\n")}`;
    const { train, test: held } = make(many, { inputs: "a,c", targets: "y", standardise: true, testExamples: "last", testShare: 0.2 });
    const column = (split: Split, k: number) => numbers(split, "x").filter((_, index) => index % 2 === k);
    const [values, constant] = [column(train, 0), column(train, 1)];
    expect(values.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 12);
    expect(values.reduce((sum, x) => sum + x * x, 0) / 8).toBeCloseTo(1, 12);
    expect(new Set(constant)).toEqual(new Set([0]));
    // mean 17.5, mean square 4676 / 8 of 0, 1, 4, ..., 49
    expect(column(held, 0)[0]).toBeCloseTo((64 - 17.5) / Math.sqrt(584.5 - 17.5 ** 2), 12);
  });

  test.each([
    ["text in a number", { inputs: "a, kind", targets: "b" }, 'csv "t": line 2, column kind: "oak" is no number', "text"],
    ["a missing column", { inputs: "a, z", targets: "b" }, 'csv "t": inputs: the table has no column "z"', "inputs"],
    ["no input", { inputs: "", targets: "b" }, 'csv "t": inputs name no column', "inputs"],
    ["no target", { inputs: "a", targets: " , " }, 'csv "t": targets name no column', "targets"],
    [
      "an unknown class",
      { inputs: "a", targets: "kind", classes: "oak" },
      'csv "t": line 3, column kind: "elm" is none of the classes',
      "text",
    ],
    ["classes of two targets", { inputs: "a", targets: "b, kind", classes: "oak" }, 'csv "t": classes are given for 2 targets', "classes"],
    [
      "an unknown sequence",
      { inputs: "a", targets: "b", sequence: "when" },
      'csv "t": sequence: the table has no column "when"',
      "sequence",
    ],
  ])("%s is refused", (_, attributes, message, attribute) => {
    const problem = problemOf(generating(text, attributes));
    expect(problem.message).toBe(message);
    expect(problem.where).toEqual({ attribute });
    for (const part of [problem.got, problem.expected, problem.remedy]) expect(part).toMatch(/\S/);
  });

  test.each([
    ["3,14", '"3,14" has a decimal comma', "write 3.14"],
    ["", "the cell is empty", "fill it in, or take out the line or the column"],
    ["NaN", '"NaN" is no number', "correct it, or take out the line or the column"],
    ["0x10", '"0x10" is no number', "correct it, or take out the line or the column"],
    ["1e999", '"1e999" is too large', "scale the column"],
  ])("the cell %j is refused in its own words", (cell, what, remedy) => {
    const problem = problemOf(generating(`a;b\n1;2\n${cell};4\n`, { inputs: "a", targets: "b" }));
    expect(problem).toMatchObject({ message: `csv "t": line 3, column a: ${what}`, remedy });
  });
});

describe("held out examples", () => {
  const text = `x,y\n${Array.from({ length: 20 }, (_, k) => `${k},${k}`).join("\n")}`;
  const roles = { inputs: "x", targets: "y", testShare: 0.25 };

  test("are the last ones, or drawn with the seed; no example is in both, none is lost", () => {
    expect(numbers(make(text, { ...roles, testExamples: "last" }).test, "x")).toEqual([15, 16, 17, 18, 19]);
    const drawn = make(text, roles);
    const [train, held] = [numbers(drawn.train, "x"), numbers(drawn.test, "x")];
    expect(held).toHaveLength(5);
    expect([...train, ...held].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, k) => k));
    expect(numbers(make(text, roles).test, "x")).toEqual(held);
    const other = csv({ text, ...roles }, 2, "t");
    expect(numbers(other.test, "x")).not.toEqual(held);
  });

  test("leave one to train on", () => expect(make("x,y\n1,1\n2,2\n", { ...roles, testShare: 0.9 }).train.count).toBe(1));

  test("take a share from 0 to 0.9", () =>
    expect(messageOf(generating(text, { ...roles, testShare: 1 }))).toBe('csv "t": testShare is 1, expected a number from 0 to 0.9'));
});

describe("a sequence column", () => {
  const roles = { inputs: "x", targets: "y", sequence: "id", testShare: 0 };

  test("makes sequences of the rows with one text, in the order of the table, padded with zeros", () => {
    const { train } = make("id,x,y\np,1,10\nq,5,50\np,2,20\np,3,30\n", roles);
    expect([shape(train, "x"), shape(train, "y"), [...train.lengths!]]).toEqual([
      [3, 2, 1],
      [3, 2, 1],
      [3, 1],
    ]);
    expect(numbers(train, "x")).toEqual([1, 5, 2, 0, 3, 0]);
    expect(train.fields.y!.time).toBe(true);
  });

  test("of equal lengths tells no lengths", () => expect(make("id,x,y\np,1,1\np,2,2\nq,3,3\nq,4,4", roles).train.lengths).toBeUndefined());

  test("is refused where padding would need more room than there is", () => {
    const long = Array.from({ length: 20_000 }, () => "p,1,1").join("\n");
    const short = Array.from({ length: 20_000 }, (_, k) => `q${k},1,1`).join("\n");
    const problem = problemOf(generating(`id,x,y\n${long}\n${short}`, roles));
    expect(problem).toMatchObject({ code: "too-big", where: { attribute: "sequence" } });
    expect(problem.message).toBe('csv "t": 20001 sequences of up to 20000 steps make a field of 400,020,000 numbers');
  });
});

describe("a new table", () => {
  const file = { name: "leaves.csv", file: "leaves.csv" };
  const text = "name,length,width,kind\nu,1,2,oak\nv,3,4,elm\nw,5,6,oak";

  test("predicts the last column from the others that hold numbers, classes where it holds texts", () => {
    expect(tableAttributes(`\uFEFF${text}`, file)).toEqual({
      text,
      inputs: "length, width",
      targets: "kind",
      classes: "oak, elm",
      sequence: "",
    });
    expect(tableAttributes("a,b\n1,2", file)).toMatchObject({ inputs: "a", targets: "b", classes: "" });
  });

  test("keeps the roles of columns of the table before it, and takes new classes in", () => {
    const before = { inputs: "width", targets: "kind", classes: "elm, oak", sequence: "" };
    expect(tableAttributes(`${text}\nz,7,8,fir`, file, before)).toMatchObject({ inputs: "width", classes: "elm, oak, fir" });
    expect(tableAttributes("a,b\n1,2", file, before)).toMatchObject({ inputs: "a", targets: "b", classes: "" });
  });

  test.each([
    ["a cell is wrong", "a,b\n1,2\n3,4\nabc,6\n7,8", { message: 'leaves.csv: line 4, column a: "abc" is no number', line: 4 }],
    ["decimals have commas", "a;b\n1,5;2\n", { message: 'leaves.csv: line 2, column a: "1,5" has a decimal comma', line: 2 }],
    ["a class is missing", "a,b\n1,oak\n2,\n", { message: "leaves.csv: line 3, column b: the cell is empty", line: 3 }],
    ["there is one column", "a\n1\n2", { message: "leaves.csv: got no inputs, expected a column of numbers before the last one" }],
  ])("is refused where %s", (_, content, { message, line }: { message: string; line?: number }) => {
    const problem = problemOf(() => tableAttributes(content, file));
    expect(problem.message).toBe(message);
    expect(problem.where).toEqual(line === undefined ? { file: "leaves.csv" } : { file: "leaves.csv", line });
  });

  test("is refused where a text column is no list of classes", () => {
    const rows = Array.from({ length: 1001 }, (_, k) => `${k},name${k}`).join("\n");
    expect(messageOf(() => tableAttributes(`a,b\n${rows}`, file))).toBe(
      "leaves.csv: column b: more than 1000 different texts, expected at most 1000 classes",
    );
  });
});

test("the node's own sample is a table", () => {
  const [type] = nodeTypes.filter(({ id }) => id === "csv");
  const defaults = Object.fromEntries(type!.attributes.map((spec) => [spec.id, spec.default]));
  const { train, test: held } = csv(defaults, 1, "csv");
  expect([train.count, held.count]).toEqual([7, 2]);
});

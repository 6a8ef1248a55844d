// A table as a data set: named columns become the inputs x and the targets y.

import { readNames } from "../../base/name-list.ts";
import { type AttributeReader, attributeReader } from "../attributes.ts";
import type { DataSet, Generator } from "../dataset.ts";
import { findColumns, type Matrix, numbersOf, oneHotOf } from "./columns.ts";
import { checkRoom, differInLength, examplesOf, holdOut, splitOf, standardised } from "./examples.ts";
import { parseTable, type Table } from "./parse.ts";
import { type Source, tableProblem } from "./problem.ts";

type Attributes = Readonly<Record<string, unknown>>;

const textAt = (attributes: Attributes, id: string): string => String(attributes[id] ?? "");

/** Places of the columns that an attribute names: one at least. */
function columnsAt(attribute: "inputs" | "targets", attributes: Attributes, table: Table, source: Source): number[] {
  const names = readNames(textAt(attributes, attribute));
  if (names.length > 0) return findColumns(table, names, attribute, source);
  throw tableProblem(source, {
    attribute,
    what: `${attribute} name no column`,
    got: "nothing",
    expected: "at least one column",
    remedy: `choose the ${attribute}`,
  });
}

function targetsOf(attributes: Attributes, table: Table, source: Source): Matrix {
  const columns = columnsAt("targets", attributes, table, source);
  const classes = readNames(textAt(attributes, "classes"));
  if (classes.length === 0) return numbersOf(table, columns, source);
  if (columns.length === 1) return oneHotOf(table, columns[0]!, classes, source);
  throw tableProblem(source, {
    attribute: "classes",
    what: `classes are given for ${columns.length} targets`,
    got: `${columns.length} targets`,
    expected: "one column with the names of classes",
    remedy: "keep one target, or clear the classes",
  });
}

/** Truth is said with true and false; the document's check lets nothing else through. */
const isOn = (attributes: Attributes, id: string): boolean => attributes[id] === true;

function symbolsOf(attributes: Attributes): DataSet["symbols"] {
  const classes = readNames(textAt(attributes, "classes"));
  return { x: readNames(textAt(attributes, "inputs")), y: classes.length > 0 ? classes : readNames(textAt(attributes, "targets")) };
}

/** The data set of a table, wherever it is from. Throws a Problem with line and column. */
export function readTableData(attributes: Attributes, seed: number, source: Source, reader: AttributeReader): DataSet {
  const table = parseTable(textAt(attributes, "text"), source);
  const [sequence = null] = findColumns(table, readNames(textAt(attributes, "sequence")).slice(0, 1), "sequence", source);
  const inputs = numbersOf(table, columnsAt("inputs", attributes, table, source), source);
  const y = targetsOf(attributes, table, source);
  const examples = examplesOf(table, sequence);
  checkRoom(examples, Math.max(inputs.width, y.width), source);
  const share = reader.number("testShare", { fallback: 0.2, minimum: 0, maximum: 0.9 });
  const { train, test } = holdOut(examples, share, reader.choice("testExamples", ["random", "last"]), seed);
  const x = isOn(attributes, "standardise") ? standardised(inputs, train.flat()) : inputs;
  const layout = { time: sequence !== null, withLengths: differInLength(examples) };
  return { train: splitOf(train, x, y, layout), test: splitOf(test, x, y, layout), symbols: symbolsOf(attributes)! };
}

/**
 * Attributes: `text`, the table itself; `inputs` and `targets`, names of columns; `classes`, names of classes where the one target holds
 * such names ("": numbers); `sequence`, the column that tells which rows are one sequence ("": each row is an example); `testShare`
 * (0.2) of the examples, `testExamples` (`random` from the seed, or the `last`), `standardise` the inputs by the training rows (false).
 * Fields: `x` [B, inputs] and `y` [B, targets or classes], with a time axis [T, B, ...] where there is a sequence column.
 */
export const csv: Generator = (attributes, seed, node) => {
  const name = node === undefined ? "csv" : `csv "${node}"`;
  return readTableData(attributes, seed, { name }, attributeReader(name, attributes));
};

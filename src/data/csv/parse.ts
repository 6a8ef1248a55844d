// The text of a CSV file as a table of cells. Form: RFC 4180; besides commas also semicolons and tabs, any line ends, a byte order mark.

import { tableLimits } from "./limits.ts";
import { readNumber } from "./number.ts";
import { type Source, type TableFault, tableProblem } from "./problem.ts";

export interface Row {
  /** Where it begins, from 1. */
  readonly line: number;
  /** As many as there are columns, without the spaces around them. */
  readonly cells: readonly string[];
}

export interface Table {
  /** Names in the first line; no two are equal. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

const QUOTE = 34;
const NEWLINE = 10;
const RETURN = 13;
const separators = [",", ";", "\t"] as const;

/** The one that the first line has most of, outside of quotes. */
function separatorOf(text: string): number {
  const [line = ""] = text.trimStart().split(/[\r\n]/, 1);
  const bare = line.replace(/"[^"]*"/g, "");
  const counts = separators.map((separator) => bare.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))]!.charCodeAt(0);
}

class Reader {
  private at = 0;
  private line = 1;
  private readonly separator: number;

  constructor(
    private readonly text: string,
    private readonly source: Source,
  ) {
    this.separator = separatorOf(text);
  }

  /** The next line that is not blank; null at the end. */
  row(): Row | null {
    while (this.at < this.text.length) {
      const { line } = this;
      const cells = [this.cell()];
      while (this.text.charCodeAt(this.at) === this.separator) {
        this.at++;
        cells.push(this.cell());
      }
      this.endLine();
      if (cells.length > 1 || cells[0] !== "") return { line, cells };
    }
    return null;
  }

  fail(fault: TableFault): never {
    throw tableProblem(this.source, fault);
  }

  private cell(): string {
    while (this.isBlank(this.text.charCodeAt(this.at))) this.at++;
    return this.text.charCodeAt(this.at) === QUOTE ? this.quoted() : this.plain();
  }

  private plain(): string {
    const start = this.at;
    while (!this.endsCell(this.text.charCodeAt(this.at))) this.at++;
    return this.text.slice(start, this.at).trim();
  }

  /** Two quotes inside are one; line ends inside belong to the cell. */
  private quoted(): string {
    const start = this.at + 1;
    let end = this.text.indexOf('"', start);
    while (end >= 0 && this.text.charCodeAt(end + 1) === QUOTE) end = this.text.indexOf('"', end + 2);
    if (end < 0) this.refuse("a quote is opened here and not closed", "the end of the table", 'a closing "');
    const inside = this.text.slice(start, end);
    this.at = end + 1;
    this.line += inside.match(/\r\n|\r|\n/g)?.length ?? 0;
    while (this.isBlank(this.text.charCodeAt(this.at))) this.at++;
    const next = this.text.charCodeAt(this.at);
    if (!this.endsCell(next))
      this.refuse("text follows a closing quote", JSON.stringify(this.text[this.at]), "a separator or the next line");
    return inside.replaceAll('""', '"');
  }

  private refuse(what: string, got: string, expected: string): never {
    this.fail({ line: this.line, what, got, expected, remedy: 'write a quote inside a cell as ""' });
  }

  private endLine(): void {
    if (this.text.charCodeAt(this.at) === RETURN) this.at++;
    if (this.text.charCodeAt(this.at) === NEWLINE) this.at++;
    this.line++;
  }

  /** NaN, which is behind the end, ends a cell too. */
  private endsCell(code: number): boolean {
    return code === this.separator || code === NEWLINE || code === RETURN || Number.isNaN(code);
  }

  private isBlank(code: number): boolean {
    return (code === 32 || code === 9) && code !== this.separator;
  }
}

function checkSize(text: string, source: Source): void {
  const most = tableLimits.characters.toLocaleString("en");
  if (text.length > tableLimits.characters) {
    const got = `${text.length.toLocaleString("en")} characters`;
    throw tableProblem(source, {
      code: "too-big",
      what: `the table has ${got}, expected at most ${most}`,
      got,
      expected: `at most ${most} characters`,
      remedy: `keep every ${Math.ceil(text.length / tableLimits.characters)}th row, or fewer columns`,
    });
  }
  if (text.includes("\0")) {
    const expected = "lines of cells in UTF-8";
    const remedy = "save it from the spreadsheet as CSV in UTF-8";
    throw tableProblem(source, { what: "this is no text", got: "a file of another kind", expected, remedy });
  }
}

function checkHeader(reader: Reader, { line, cells }: Row): void {
  if (cells.every((cell) => readNumber(cell).ok)) {
    const what = "numbers stand where the names of the columns should";
    reader.fail({ line, what, got: cells.slice(0, 5).join(", "), expected: "a name for each column", remedy: "put a line of names first" });
  }
  if (cells.length > tableLimits.columns) {
    const [got, expected] = [`${cells.length} columns`, `at most ${tableLimits.columns}`];
    reader.fail({ code: "too-big", line, what: `${got}, expected ${expected}`, got, expected, remedy: "keep fewer columns" });
  }
  const seen = new Set<string>();
  for (const [index, name] of cells.entries()) {
    const what = name === "" ? `column ${index + 1} has no name` : seen.has(name) ? `two columns are named ${name}` : null;
    if (what !== null)
      reader.fail({ line, what, got: name || "nothing", expected: "a name of its own", remedy: "name every column in the first line" });
    seen.add(name);
  }
}

function checkRow(reader: Reader, { line, cells }: Row, columns: number): void {
  if (cells.length === columns) return;
  const count = `${cells.length} cell${cells.length === 1 ? "" : "s"}`;
  const remedy = "put a cell with a separator in it into quotes, or complete the line";
  reader.fail({ line, what: `${count}, the first line has ${columns}`, got: count, expected: `${columns}`, remedy });
}

function readRows(reader: Reader, columns: number): Row[] {
  const rows: Row[] = [];
  for (let row = reader.row(); row; row = reader.row()) {
    checkRow(reader, row, columns);
    rows.push(row);
    if (rows.length > tableLimits.rows) {
      const expected = `at most ${tableLimits.rows.toLocaleString("en")} rows`;
      reader.fail({ code: "too-big", line: row.line, what: `expected ${expected}`, got: "more rows", expected, remedy: "keep fewer rows" });
    }
  }
  return rows;
}

/** Throws a Problem with the line where something is wrong; a table without rows is one. */
export function parseTable(text: string, source: Source): Table {
  checkSize(text, source);
  const reader: Reader = new Reader(text.replace(/^\uFEFF/, ""), source);
  const header = reader.row();
  const remedy = "give it a line of names and a line for each example";
  if (!header) reader.fail({ code: "empty-file", what: "the table is empty", got: "nothing", expected: "names and rows", remedy });
  checkHeader(reader, header);
  const rows = readRows(reader, header.cells.length);
  if (rows.length === 0)
    reader.fail({ code: "empty-file", what: "no rows follow the names", got: "0 rows", expected: "at least 1", remedy });
  return { columns: header.cells, rows };
}

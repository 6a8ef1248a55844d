// Reading a generator's attributes: each is checked once, and a bad one becomes a Problem that names it, what it is and what it may be.
import { Problem } from "../base/errors.ts";

/** No split may hold more examples than this. */
export const largestCount = 100_000;
/** No field may hold more numbers than this (128 MiB of float64). */
export const largestField = 2 ** 24;

/** What may be said about a number; `fallback` stands in where the attribute is absent. */
export interface NumberRule {
  readonly fallback: number;
  readonly minimum: number;
  readonly maximum: number;
}

export interface Complaint {
  readonly attribute: string;
  readonly got: unknown;
  readonly expected: string;
  readonly remedy?: string;
}

/** Typed access to the attributes of one data set. */
export interface AttributeReader {
  integer(attribute: string, rule: NumberRule): number;
  number(attribute: string, rule: NumberRule): number;
  choice<T extends string>(attribute: string, options: readonly [T, ...T[]]): T;
  /** The error for an attribute that is wrong for a reason of the data set's own; to be thrown. */
  problem(complaint: Complaint): Problem;
}

/** @param dataSet id that the messages begin with, e.g. `reber` */
export function attributeReader(dataSet: string, attributes: Readonly<Record<string, unknown>>): AttributeReader {
  const problem = ({ attribute, got, expected, remedy }: Complaint): Problem => {
    const shown = typeof got === "string" ? `"${got}"` : String(got);
    const message = `${dataSet}: ${attribute} is ${shown}, expected ${expected}`;
    return new Problem({
      code: "bad-attribute",
      message,
      where: { attribute },
      got: shown,
      expected,
      ...(remedy !== undefined && { remedy }),
    });
  };
  const read = (attribute: string, rule: NumberRule, kind: string, fits: (value: number) => boolean): number => {
    const got = attributes[attribute] ?? rule.fallback;
    if (typeof got === "number" && fits(got) && got >= rule.minimum && got <= rule.maximum) return got;
    throw problem({ attribute, got, expected: `${kind} from ${rule.minimum} to ${rule.maximum}` });
  };
  return {
    integer: (attribute, rule) => read(attribute, rule, "a whole number", Number.isInteger),
    number: (attribute, rule) => read(attribute, rule, "a number", Number.isFinite),
    choice: (attribute, options) => {
      const got = attributes[attribute] ?? options[0];
      const found = options.find((option) => option === got);
      if (found === undefined) throw problem({ attribute, got, expected: `one of ${options.join(", ")}` });
      return found;
    },
    problem,
  };
}

/** Throws where `count` items of `each` numbers, counted by the attribute, would make a field of more than `largestField` numbers. */
export function checkFieldSize(reader: AttributeReader, attribute: string, count: number, each: number): void {
  if (count * each <= largestField) return;
  const expected = `at most ${Math.floor(largestField / each)}, so that no field has more than ${largestField} numbers`;
  throw reader.problem({ attribute, got: count, expected });
}

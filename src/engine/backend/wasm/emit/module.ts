// One WebAssembly module: imported memory and functions, own functions, the exported ones, and numbers that memory begins with.

import { Bytes } from "./bytes.ts";
import type { Code } from "./code.ts";
import { type ValueType, valueTypes } from "./opcodes.ts";

export interface Signature {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
}

export interface ImportedFunction extends Signature {
  readonly name: string;
}

/** Indices of functions count the imported ones first. */
export interface OwnFunction {
  readonly code: Code;
  readonly results: readonly ValueType[];
  readonly exportedAs?: string;
  /** For profilers and debuggers. */
  readonly name: string;
}

/** Pages of memory have 64 KiB. */
export interface ModuleParts {
  readonly pages: { readonly least: number; readonly most: number; readonly shared: boolean };
  readonly imports: readonly ImportedFunction[];
  readonly functions: readonly OwnFunction[];
}

/** Under this name memory and functions are imported. */
export const HOST = "host";

const SECTIONS = { types: 1, imports: 2, functions: 3, exports: 7, code: 10, custom: 0 } as const;

function types(out: Bytes, list: readonly ValueType[]): void {
  out.unsigned(list.length);
  for (const type of list) out.byte(valueTypes[type]);
}

/** Numbers of signatures, each kept once. */
class Signatures {
  private readonly known = new Map<string, number>();
  private readonly written = new Bytes();

  of({ parameters, results }: Signature): number {
    const key = `${parameters.join()}>${results.join()}`;
    const index = this.known.get(key) ?? this.known.size;
    if (index === this.known.size) this.add(key, parameters, results);
    return index;
  }

  section(): Bytes {
    const out = new Bytes();
    out.unsigned(this.known.size);
    out.append(this.written.view());
    return out;
  }

  private add(key: string, parameters: readonly ValueType[], results: readonly ValueType[]): void {
    this.known.set(key, this.known.size);
    this.written.byte(0x60);
    types(this.written, parameters);
    types(this.written, results);
  }
}

function importSection({ pages, imports }: ModuleParts, signatures: Signatures): Bytes {
  const out = new Bytes();
  out.unsigned(imports.length + 1);
  out.name(HOST);
  out.name("memory");
  out.byte(0x02);
  out.byte(pages.shared ? 0x03 : 0x01);
  out.unsigned(pages.least);
  out.unsigned(pages.most);
  for (const { name, ...signature } of imports) {
    out.name(HOST);
    out.name(name);
    out.byte(0x00);
    out.unsigned(signatures.of(signature));
  }
  return out;
}

function functionSection(functions: readonly OwnFunction[], signatures: Signatures): Bytes {
  const out = new Bytes();
  out.unsigned(functions.length);
  for (const { code, results } of functions) out.unsigned(signatures.of({ parameters: code.parameters, results }));
  return out;
}

function exportSection({ imports, functions }: ModuleParts): Bytes {
  const out = new Bytes();
  const exported = functions.flatMap(({ exportedAs }, index) => (exportedAs === undefined ? [] : [{ exportedAs, index }]));
  out.unsigned(exported.length);
  for (const { exportedAs, index } of exported) {
    out.name(exportedAs);
    out.byte(0x00);
    out.unsigned(imports.length + index);
  }
  return out;
}

function codeSection(functions: readonly OwnFunction[]): Bytes {
  const out = new Bytes();
  out.unsigned(functions.length);
  for (const { code } of functions) out.sized(code.finished());
  return out;
}

/** The custom section in which tools look for the functions' names. */
function nameSection({ imports, functions }: ModuleParts): Bytes {
  const names = new Bytes();
  names.unsigned(functions.length);
  functions.forEach(({ name }, index) => {
    names.unsigned(imports.length + index);
    names.name(name);
  });
  const out = new Bytes();
  out.name("name");
  out.byte(1);
  out.sized(names);
  return out;
}

export function writeModule(parts: ModuleParts): Uint8Array<ArrayBuffer> {
  const signatures = new Signatures();
  const imports = importSection(parts, signatures);
  const functions = functionSection(parts.functions, signatures);
  const sections = [
    [SECTIONS.types, signatures.section()],
    [SECTIONS.imports, imports],
    [SECTIONS.functions, functions],
    [SECTIONS.exports, exportSection(parts)],
    [SECTIONS.code, codeSection(parts.functions)],
    [SECTIONS.custom, nameSection(parts)],
  ] as const;
  const out = new Bytes();
  out.append(Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00));
  for (const [id, content] of sections) {
    out.byte(id);
    out.sized(content);
  }
  return out.view().slice();
}

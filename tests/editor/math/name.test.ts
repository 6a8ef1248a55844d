import { expect, test } from "vitest";
import { nameAtStepTex, nameTex, shortNameTex } from "../../../src/editor/math/name.ts";

test.each([
  ["h", "{h}_{t-1}"],
  ["W_y", "{W}_{y,t-1}"],
  ["C_tilde", "{\\tilde{C}}_{t-1}"],
  ["h0", "{h_{0}}_{t-1}"],
])("a step is an index behind those of the name: %s", (id, tex) => {
  expect(nameAtStepTex(id, 8, "t-1")).toBe(tex);
});

test("a name that is cut has the step behind its dots", () => {
  expect(nameAtStepTex("candidate_gate", 8, "t")).toBe(`{${shortNameTex("candidate_gate", 8)}}_{t}`);
  expect(shortNameTex("candidate_gate", 8)).not.toBe(nameTex("candidate_gate"));
});

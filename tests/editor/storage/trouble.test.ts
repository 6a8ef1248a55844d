// What is said of storage that fails: once, of the document first, and no more when it works again.

import { beforeEach, expect, test } from "vitest";
import { dismissTrouble, isFull, isKept, reportKept, reportTrouble, saidOf, useTrouble } from "../../../src/editor/storage/trouble.ts";

const full = new DOMException("no room", "QuotaExceededError");
const denied = new DOMException("denied", "SecurityError");
const said = () => saidOf(useTrouble.getState())?.message;
const isShown = () => useTrouble.getState().shown;

beforeEach(() => useTrouble.setState({ problems: {}, shown: false }));

test("a document without room is said once, until it is kept and finds no room again", () => {
  reportTrouble("document", full);
  expect(said()).toMatch(/no room left/);
  expect([isShown(), isKept()]).toEqual([true, false]);
  dismissTrouble();
  reportTrouble("document", denied);
  expect(said()).toMatch(/no room left/);
  expect(isShown()).toBe(false);
  reportKept("document");
  expect([said(), isShown(), isKept()]).toEqual([undefined, false, true]);
  reportTrouble("document", full);
  expect(isShown()).toBe(true);
});

test("a training without room leaves the document kept, and adds nothing to what is said of a document", () => {
  reportTrouble("training", full);
  expect(said()).toMatch(/trained weights/);
  expect([isShown(), isKept()]).toEqual([true, true]);
  reportKept("training");
  reportTrouble("document", full);
  dismissTrouble();
  reportTrouble("training", full);
  expect(said()).toMatch(/changes/);
  expect(isShown()).toBe(false);
  reportKept("document");
  expect([said()?.includes("weights"), isShown()]).toEqual([true, false]);
});

test("only a full quota is full", () => {
  expect(isFull(full)).toBe(true);
  expect(isFull(denied)).toBe(false);
  expect(isFull(new Error("QuotaExceededError"))).toBe(false);
});

import { afterEach, beforeEach, expect, vi } from "vitest";

// A test fails where something writes a warning or an error to the console that the test did not expect.
beforeEach(() => {
  vi.spyOn(console, "error");
  vi.spyOn(console, "warn");
});

afterEach(() => {
  expect(console.error).not.toHaveBeenCalled();
  expect(console.warn).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

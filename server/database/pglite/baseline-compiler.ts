import { setFlagsFromString } from "node:v8";

/**
 * Keeps V8 from compiling WebAssembly a second time, with its optimizing compiler, which takes more memory for one function
 * of Postgres than the whole application: 600 MB in Node 24, 100 MB in Node 20 and 22. Queries then take about a tenth more
 * CPU. Applies to modules that are compiled later.
 */
export function useBaselineCompiler(): void {
  setFlagsFromString("--no-wasm-tier-up");
  // Implied by the other only where both stand on the command line.
  setFlagsFromString("--no-wasm-dynamic-tiering");
}

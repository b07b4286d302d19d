import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";

/** A module of functions that cannot be loaded, told in words to the one who started the pool. */
export class TriggerModuleError extends Error {
  override readonly name = "TriggerModuleError";
}

/**
 * The URL by which a module of functions is imported. Where Node.js does not run TypeScript itself (before 22.18), it is
 * compiled first.
 *
 * @throws TriggerModuleError
 */
export async function toModuleUrl(path: string): Promise<string> {
  const file = resolve(path);
  if (!/\.[cm]?ts$/.test(file) || runsTypeScript()) return pathToFileURL(file).href;
  const compiled = await compile(file);
  return `data:text/javascript;base64,${Buffer.from(compiled).toString("base64")}`;
}

function runsTypeScript(): boolean {
  return "typescript" in process.features && Boolean(process.features.typescript);
}

async function compile(input: string): Promise<string> {
  const { rolldown } = await import("rolldown").catch((error: unknown) => {
    throw new TriggerModuleError(
      `Node.js ${process.version} cannot run ${input}: use Node.js 22.18 or later, JavaScript, or install rolldown.`,
      { cause: error },
    );
  });
  try {
    const bundle = await rolldown({ input, platform: "node", logLevel: "silent" });
    const { output } = await bundle.generate({ format: "esm", codeSplitting: false });
    await bundle.close();
    return output[0].code;
  } catch (error) {
    throw new TriggerModuleError(
      `${input} cannot be compiled: ${stripVTControlCharacters(messageOf(error)).trim()}`,
      { cause: error },
    );
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

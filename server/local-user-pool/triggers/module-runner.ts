import { keysOf } from "./function-runner.ts";
import { toModuleUrl } from "./load-module.ts";
import { startThread } from "./module-thread.ts";
import type { ModuleThread } from "./module-thread.ts";
import { functionNotFound } from "./runtime.ts";
import type { InvokeFunction } from "./runtime.ts";

/** A module of functions that runs in a thread of its own. */
export type TriggerModule = {
  /** The names of its functions: ARNs, and names as `preSignUp`. */
  names: string[];
  invoke: InvokeFunction;
  stop: () => Promise<void>;
};

/**
 * Loads a module of functions into a thread: a function that never returns, or ends the process, ends its thread alone. The
 * next invocation starts another one.
 *
 * @param path of the module, from the working directory. Its functions are exported by name, or members of its default export.
 * @throws TriggerModuleError where it cannot be loaded.
 */
export async function loadTriggerModule(path: string): Promise<TriggerModule> {
  const url = await toModuleUrl(path);
  const first = await startThread(path, url);
  const { names } = first;
  let current: Promise<ModuleThread> = Promise.resolve(first);
  const findThread = async (): Promise<ModuleThread> => {
    const used = current;
    const thread = await used.catch(() => undefined);
    if (thread && !thread.hasEnded()) return thread;
    if (current === used) current = startThread(path, url);
    return await current;
  };
  return {
    names,
    invoke: async (target, payload, signal) => {
      const key = keysOf(target).find((each) => names.includes(each));
      if (key === undefined) return functionNotFound;
      const thread = await findThread();
      // Whether it waits or computes is not known from outside; the other invocations of the thread are tried again.
      const stop = () => void thread.stop();
      signal.addEventListener("abort", stop);
      const result = await thread.call(key, payload);
      signal.removeEventListener("abort", stop);
      return result;
    },
    stop: async () => {
      await current.then(
        (thread) => thread.stop(),
        () => {},
      );
    },
  };
}

import { Worker } from "node:worker_threads";
import { isRecord } from "../protocol/is-record.ts";
import { messageOf, TriggerModuleError } from "./load-module.ts";
import { maxPayloadBytes, payloadTooLarge } from "./runtime.ts";
import type { Invocation } from "./runtime.ts";

/** A thread with the functions of a module. */
export type ModuleThread = {
  names: string[];
  call: (name: string, payload: string) => Promise<Invocation>;
  hasEnded: () => boolean;
  stop: () => Promise<void>;
};

/**
 * The program of the thread, as text: a worker starts from JavaScript, which this file is only after a build. It calls
 * functions as `callFunction` does.
 */
const program = `
const { parentPort, workerData } = require("node:worker_threads");
const tooLarge = ${JSON.stringify(payloadTooLarge)};
const messageOf = (thrown) => {
  try {
    return thrown instanceof Error ? String(thrown.message) : String(thrown);
  } catch {
    return "Unknown error";
  }
};
const call = async (called, payload) => {
  try {
    const answer = JSON.stringify(await called(JSON.parse(payload))) ?? "";
    return Buffer.byteLength(answer) > ${maxPayloadBytes} ? tooLarge : { kind: "answered", payload: answer };
  } catch (thrown) {
    return { kind: "failed", message: messageOf(thrown) };
  }
};
import(workerData.url).then(
  (module) => {
    const functions = new Map(
      Object.entries({ ...module.default, ...module }).filter(([, each]) => typeof each === "function"),
    );
    parentPort.on("message", async ({ id, name, payload }) => {
      parentPort.postMessage({ id, result: await call(functions.get(name), payload) });
    });
    parentPort.postMessage({ names: [...functions.keys()] });
  },
  (error) => parentPort.postMessage({ error: messageOf(error) }),
);
`;

/**
 * Starts a thread.
 *
 * @param path of the module, for messages.
 * @throws TriggerModuleError where the module cannot be loaded.
 */
export async function startThread(path: string, url: string): Promise<ModuleThread> {
  const worker = new Worker(program, { eval: true, workerData: { url } });
  const waiting = new Map<number, (result: Invocation) => void>();
  let hasEnded = false;
  let isStopped = false;
  let failure = "Runtime exited without providing a reason";
  let lastId = 0;
  const names = await new Promise<string[]>((resolve, reject) => {
    const refuse = (reason: string) =>
      reject(new TriggerModuleError(`The functions of ${path} cannot be loaded: ${reason}`));
    worker.on("message", (message: unknown) => {
      if (!isRecord(message)) return;
      if (typeof message["error"] === "string") refuse(message["error"]);
      else if (Array.isArray(message["names"])) resolve(message["names"].map(String));
      else settle(message);
    });
    worker.on("error", (error: unknown) => {
      failure = messageOf(error);
    });
    worker.on("exit", () => {
      hasEnded = true;
      refuse(failure);
      const result: Invocation = isStopped
        ? { kind: "unavailable", reason: "Socket timeout while invoking Lambda function" }
        : { kind: "failed", message: failure };
      for (const resolveCall of waiting.values()) resolveCall(result);
      waiting.clear();
    });
  }).catch(async (error: unknown) => {
    await worker.terminate();
    throw error;
  });
  // A pool that stops does not wait for it.
  worker.unref();
  return {
    names,
    hasEnded: () => hasEnded,
    call: async (name, payload) => {
      const id = (lastId += 1);
      return await new Promise<Invocation>((resolve) => {
        waiting.set(id, resolve);
        worker.postMessage({ id, name, payload });
      });
    },
    stop: async () => {
      isStopped = true;
      await worker.terminate();
    },
  };

  function settle(message: object): void {
    if (!isReply(message)) return;
    waiting.get(message.id)?.(message.result);
    waiting.delete(message.id);
  }
}

/** What the program sends for a call: the type of its own messages is not checked. */
function isReply(message: object): message is { id: number; result: Invocation } {
  return "id" in message && "result" in message;
}

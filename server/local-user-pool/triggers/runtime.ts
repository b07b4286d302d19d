import type { TriggerName } from "../settings/lambda-settings.ts";

/**
 * The result of one invocation. An answer is JSON, or empty where the function returned nothing. A function that `failed`
 * has thrown; one that was `refused` cannot be invoked; `unavailable` may pass.
 */
export type Invocation =
  | { kind: "answered"; payload: string }
  | { kind: "failed"; message: string }
  | { kind: "refused"; reason: string }
  | { kind: "unavailable"; reason: string };

/**
 * Invokes a function once.
 *
 * @param payload the event, as JSON.
 * @param signal aborted when the time limit is over.
 */
export type InvokeFunction = (
  target: { name: TriggerName; arn: string },
  payload: string,
  signal: AbortSignal,
) => Promise<Invocation>;

/** Calls back after a time. @returns a function that cancels it. */
export type StartTimer = (milliseconds: number, onExpired: () => void) => () => void;

export type TriggerRuntime = {
  /** Absent: no trigger runs, and pools work as if they had none. */
  invoke: InvokeFunction | undefined;
  startTimer: StartTimer;
  /** Called with each trigger that does not run because `invoke` is absent. */
  onSkipped: (trigger: { poolId: string; name: TriggerName; arn: string }) => void;
  /** Called with errors of triggers whose result nobody waits for. */
  onUnexpectedError: (error: unknown) => void;
};

/** What a trigger may answer, in bytes: Lambda's limit for synchronous invocations. */
export const maxPayloadBytes = 6_291_556;

/** What Lambda says of a function that answers more. */
export const payloadTooLarge: Invocation = {
  kind: "failed",
  message: `Response payload size exceeded maximum allowed payload size (${maxPayloadBytes} bytes).`,
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors */
export const functionNotFound: Invocation = { kind: "refused", reason: "ResourceNotFoundException" };

export const startRealTimer: StartTimer = (milliseconds, onExpired) => {
  const timer = setTimeout(onExpired, milliseconds);
  return () => clearTimeout(timer);
};

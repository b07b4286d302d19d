import { isRecord } from "../protocol/is-record.ts";
import { UserPoolException } from "../protocol/exceptions.ts";
import { parseStorableJson } from "../protocol/storable-json.ts";
import type { TriggerName } from "../settings/lambda-settings.ts";
import type { TriggerEvent } from "./event.ts";
import type { Invocation, InvokeFunction, StartTimer } from "./runtime.ts";

const timeLimitMs = 5000;
const attempts = 3;

/** The length of an error message that is passed on. */
const maxMessageLength = 10_000;

/** What stays of an event: a function that changes it has answered another question. */
const envelope = ["version", "triggerSource", "region", "userPoolId", "userName"] as const;

/**
 * Invokes a trigger, up to three times where it does not answer within five seconds or cannot be reached.
 *
 * @returns the `response` of the event that the function returned, unchecked.
 * @throws UserPoolException UserLambdaValidationException where the function throws; UnexpectedLambdaException where it
 * cannot be invoked or does not answer in time; InvalidLambdaResponseException where it answers anything but its event
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
export async function invokeTrigger(
  invoke: InvokeFunction,
  startTimer: StartTimer,
  target: { name: TriggerName; arn: string },
  event: TriggerEvent,
): Promise<Record<string, unknown>> {
  const payload = JSON.stringify(event);
  for (let attempt = 1; ; attempt++) {
    const result = await withTimeLimit(startTimer, (signal) => invoke(target, payload, signal));
    if (result.kind === "answered") return readAnswer(event, result.payload);
    if (result.kind === "failed") {
      const text = result.message.slice(0, maxMessageLength);
      throw new UserPoolException(
        "UserLambdaValidationException",
        `${target.name} failed with error ${text}.`,
      );
    }
    if (result.kind === "refused" || attempt === attempts) {
      throw new UserPoolException(
        "UnexpectedLambdaException",
        `${target.name} invocation failed due to error ${result.reason}.`,
      );
    }
  }
}

/** An invocation that is late goes on in the background, as at Lambda; nobody hears of its end. */
async function withTimeLimit(
  startTimer: StartTimer,
  invoke: (signal: AbortSignal) => Promise<Invocation>,
): Promise<Invocation> {
  const controller = new AbortController();
  return await new Promise((resolve) => {
    const cancel = startTimer(timeLimitMs, () => {
      resolve({ kind: "unavailable", reason: "Socket timeout while invoking Lambda function" });
      controller.abort();
    });
    const settle = (result: Invocation) => {
      cancel();
      resolve(result);
    };
    invoke(controller.signal).then(settle, (error: unknown) =>
      settle({ kind: "unavailable", reason: error instanceof Error ? error.name : "Error" }),
    );
  });
}

function readAnswer(event: TriggerEvent, payload: string): Record<string, unknown> {
  const answer = parsePayload(payload);
  if (answer === null || answer === undefined) throw invalidResponse("Invalid JSON");
  if (!isRecord(answer) || !isRecord(answer["response"])) throw unrecognizableOutput();
  const changed = envelope.some((name) => Object.hasOwn(answer, name) && answer[name] !== event[name]);
  if (changed) throw unrecognizableOutput();
  return answer["response"];
}

function parsePayload(payload: string): unknown {
  try {
    return payload === "" ? undefined : parseStorableJson(payload);
  } catch {
    // The parser's own message would quote the answer, which may hold a secret.
    throw invalidResponse("Invalid JSON");
  }
}

export function unrecognizableOutput(): UserPoolException {
  return invalidResponse("Unrecognizable lambda output");
}

function invalidResponse(message: string): UserPoolException {
  return new UserPoolException("InvalidLambdaResponseException", message);
}

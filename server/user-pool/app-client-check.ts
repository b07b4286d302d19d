import type { Log } from "../observability/log.ts";
import { UserPoolError } from "./user-pool-error.ts";

/** A verdict is believed for this long. */
const validForMs = 10_000;
const retryAfterMs = 5000;
/** Nobody can make the API ask more often than this. */
const pauseMs = 1000;

export type AppClientCheck = {
  /** Rejects while the pool is known to refuse the app client. */
  check: () => Promise<void>;
  /**
   * Makes sure that a refusal by the pool is about the account, and not about the app client.
   *
   * @throws UserPoolError MISCONFIGURED if the pool refuses the app client; another one if it does not say.
   */
  confirm: () => Promise<void>;
  /** Asks the pool again, since one of its responses looks like a refusal of the app client. */
  suspect: () => void;
  stop: () => void;
};

/**
 * Watches whether the pool accepts the API's app client: a wrong secret, or a flow that is turned off, must not be taken for
 * the fault of an account.
 *
 * @param probe rejects with MISCONFIGURED if the pool refuses the app client.
 */
export function watchAppClient(
  probe: () => Promise<void>,
  log: Pick<Log, "info" | "error">,
): AppClientCheck & { firstAttempt: Promise<void> } {
  let refusal: UserPoolError | undefined;
  let acceptedAt = -Infinity;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function run(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    try {
      await probe();
      acceptedAt = performance.now();
      if (refusal) log.info("the user pool accepts the app client again");
      refusal = undefined;
    } catch (error) {
      if (error instanceof UserPoolError && error.code === "MISCONFIGURED") {
        if (!refusal)
          log.error(
            { err: error, code: error.code },
            "the user pool refuses the app client: check COGNITO_CLIENT_ID, its secret, that it allows ALLOW_USER_PASSWORD_AUTH or ALLOW_USER_AUTH, and that EnableTokenRevocation is on",
          );
        refusal = error;
      }
      throw error;
    } finally {
      running = undefined;
      if (refusal && !isStopped) timer = setTimeout(start, retryAfterMs).unref();
    }
  }

  function ask(): Promise<void> {
    running ??= run();
    return running;
  }

  function start(): void {
    // What the probe found is kept in `refusal`.
    ask().catch(() => {});
  }

  return {
    firstAttempt: ask().catch(() => {}),
    check: async () => {
      if (refusal) throw refusal;
    },
    confirm: async () => {
      if (refusal) throw refusal;
      if (performance.now() - acceptedAt > validForMs) await ask();
    },
    suspect: () => {
      timer ??= setTimeout(start, Math.max(0, acceptedAt + pauseMs - performance.now())).unref();
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

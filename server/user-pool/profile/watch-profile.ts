import type { Log } from "../../observability/log.ts";
import { repeat } from "../../lib/repeat.ts";
import type { PoolAccess } from "../pool-connection.ts";
import { isOurFault, UserPoolError } from "../user-pool-error.ts";
import type { ConfiguredProfile } from "./configured-profile.ts";
import { describeProfile, findLimits } from "./find-limits.ts";
import type { PoolProfile } from "./pool-profile.ts";
import { readPoolSettings } from "./read-settings.ts";
import { assumedProfile, toPoolProfile } from "./to-profile.ts";

/** A setting that changes at the pool is noticed within ten minutes. */
const defaultReadEveryMs = 5 * 60 * 1000;

export type WatchedProfile = {
  /** The newest profile. */
  current: () => PoolProfile;
  /** What was found at the start, in a few lines. */
  findings: string[];
  /** @throws UserPoolError if the pool, or an app client of it, does not exist, or its tokens do not name their sign-in. */
  verify: () => Promise<void>;
  stop: () => void;
};

/**
 * Reads the profile of the pool, and again every five minutes. While the pool does not respond, the profile of before is
 * used; at the start that of the environment.
 */
export async function watchProfile(
  connection: PoolAccess,
  configured: ConfiguredProfile,
  log: Pick<Log, "info" | "warn" | "error">,
  readEveryMs = defaultReadEveryMs,
): Promise<WatchedProfile> {
  let profile = assumedProfile(configured);
  let isSound = true;
  const read = async (): Promise<string[]> => {
    const settings = await readPoolSettings(connection);
    isSound = settings.client?.EnableTokenRevocation !== false;
    const before = JSON.stringify(profile);
    profile = toPoolProfile(settings, configured);
    if (JSON.stringify(profile) === before) return [];
    const findings = describeProfile(profile);
    log.info({ profile }, `user pool: ${findings.join("; ")}`);
    const limits = findLimits(profile, settings, configured);
    for (const { code, problem, remedy } of limits) log.warn({ code, remedy }, `user pool: ${problem}`);
    return [...findings, ...limits.map(({ problem }) => problem)];
  };
  const onError = (error: unknown): void => {
    const code = error instanceof UserPoolError ? error.code : "UNKNOWN";
    if (code === "MISCONFIGURED") isSound = false;
    const message = "the settings of the user pool were not read: those of before are used";
    if (isOurFault(error)) log.error({ err: error, code }, message);
    else log.warn({ err: error, code }, message);
  };
  const findings = await read().catch((error: unknown) => {
    onError(error);
    return [];
  });
  const repetition = repeat(readEveryMs, async () => void (await read()), onError);
  const verify = async (): Promise<void> => {
    if (!isSound) await read();
    if (!isSound) throw new UserPoolError("MISCONFIGURED", undefined, new Error("Token revocation is off."));
  };
  return { current: () => profile, findings, verify, stop: repetition.stop };
}

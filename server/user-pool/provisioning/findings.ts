import { isRecord } from "../../lib/is-record.ts";
import { allowedFactors } from "./first-factors.ts";
import { strings } from "./fit-definition.ts";
import type { FoundClient, Inspection, InspectedPool } from "./inspect.ts";
import { type Deviation, findDeviations } from "./plan.ts";
import { apiClientName, signUpClientName, type UserPoolDefinition } from "./pool-definition.ts";
import { findSettingNote, type Level, type PoolFacts, readFacts } from "./setting-notes.ts";

/** What resolves a finding. */
export type Remedy =
  /** `provision --only ADDRESS` changes the setting. */
  | { kind: "change"; address: string; relyingPartyId?: string | undefined }
  /** `provision` creates it; an app client that was named by its id is left out. */
  | { kind: "create"; address: string }
  /** A person does it. */
  | { kind: "by hand"; instruction: string }
  /** Nothing can: AWS sets it at the creation of the pool. */
  | { kind: "none" };

/** What is to be said about a setting of the pool, of an app client, or of the environment. */
export type Finding = {
  level: Level;
  /** `user pool ID`, `app client ID`, `group NAME` or `environment`. */
  resource: string;
  /** The address of the setting in a plan, or the name of a variable. */
  setting: string;
  /** Absent where the setting is not set, and for secrets. */
  actual: unknown;
  wanted: unknown;
  /** Why it matters. */
  why: string;
  /** What the remedy does to the people and programs that use the pool. */
  effect: string;
  remedy: Remedy;
};

/** What the environment of the API says about the pool. */
export type Configured = {
  /** Unknown where another app client than the environment's is inspected. */
  clientSecret: { value: string | undefined } | "unknown";
  signUpClientSecret: { value: string | undefined } | "unknown";
  trustedClientIds: string[];
};

const order: Level[] = ["required", "recommended", "different"];

/** Everything that there is to say about a pool, the worst first. */
export function findFindings(
  definition: UserPoolDefinition,
  inspection: Inspection,
  configured: Configured,
): Finding[] {
  const { pool } = inspection;
  if (!pool) return [];
  const facts = readFacts(inspection);
  const findings = [
    ...findClientFindings(inspection, configured, facts),
    ...summarize(findDeviations(definition, inspection), inspection).map((each) =>
      withRelyingParty(toFinding(each, inspection, facts), definition),
    ),
    ...findPasskeyFindings(pool, definition),
    ...findMailFindings(pool, definition),
    ...findGroupFindings(definition, inspection),
  ];
  return order.flatMap((level) => findings.filter((each) => each.level === level));
}

/** The worst level; undefined if there is no finding. */
export function worstLevel(findings: Finding[]): Level | undefined {
  return order.find((level) => findings.some((each) => each.level === level));
}

/** One deviation for settings that only change together: a lifetime with its unit, and the members of an object. */
function summarize(deviations: Deviation[], { clients }: Inspection): Deviation[] {
  const find = (address: string) => deviations.find((each) => each.address === address);
  return deviations.flatMap((each): Deviation[] => {
    const { client = "", path } = each;
    const [member = "", below = ""] = path.split(".");
    if (member === "RefreshTokenRotation" && below !== "Feature")
      return find(`${client}.RefreshTokenRotation.Feature`) ? [] : [each];
    if (member === "TokenValidityUnits") return find(`${client}.${below}Validity`) ? [] : [each];
    if (!member.endsWith("Validity") || member === "AuthSessionValidity") return [each];
    const token = member.replace(/Validity$/, "");
    const units = clients.find(({ name }) => name === client)?.found?.settings["TokenValidityUnits"];
    const present =
      (isRecord(units) ? units[token] : undefined) ?? (token === "RefreshToken" ? "days" : "hours");
    const wanted = find(`${client}.TokenValidityUnits.${token}`)?.expected ?? present;
    const withUnit = (value: unknown, unit: unknown) =>
      typeof value === "number" ? `${value} ${String(unit)}` : undefined;
    return [{ ...each, actual: withUnit(each.actual, present), expected: withUnit(each.expected, wanted) }];
  });
}

/** Describes a setting that differs. */
export function toFinding(deviation: Deviation, inspection: Inspection, facts: PoolFacts): Finding {
  const { address, client, actual, expected } = deviation;
  const { level, why, effect, immutable } = findSettingNote(address);
  const found = inspection.clients.find(({ name }) => name === client)?.found;
  const isList = address.endsWith("ReadAttributes") || address.endsWith("WriteAttributes");
  return {
    level: typeof level === "function" ? level(deviation, facts) : level,
    resource: found ? `app client ${found.clientId}` : `user pool ${inspection.pool?.userPoolId ?? ""}`,
    setting: address,
    // Cognito takes no list for all of them.
    actual: isList && strings(actual).length === 0 ? "all attributes" : actual,
    wanted: expected,
    why,
    effect: typeof effect === "function" ? effect(deviation) : effect,
    remedy: toRemedy(deviation, immutable === true),
  };
}

function toRemedy({ address, client }: Deviation, immutable: boolean): Remedy {
  if (!immutable) return { kind: "change", address };
  // The client that is there stays; another one is created beside it.
  return client === undefined ? { kind: "none" } : { kind: "create", address: client };
}

const createsClient = "Creates one with a secret; accounts and other app clients stay as they are.";

const nothingForPeople = "Nothing changes for people.";

/** What is named wrongly is corrected first: a new app client beside it would not be used. */
function toClientRemedy({ name, unknownId }: Inspection["clients"][number], namedBy: string): Remedy {
  return unknownId === undefined
    ? { kind: "create", address: name }
    : {
        kind: "by hand",
        instruction: `Correct ${namedBy}. Without it doctor looks for an app client named ${name}, and provision creates one.`,
      };
}

function findClientFindings(
  { pool, clients, otherClients }: Inspection,
  configured: Configured,
  { signUpIsOpen }: PoolFacts,
): Finding[] {
  const resource = `user pool ${pool?.userPoolId ?? ""}`;
  const api = clients.find(({ name }) => name === apiClientName);
  const signUp = clients.find(({ name }) => name === signUpClientName);
  const findings: Finding[] = [];
  if (api && !api.found) {
    const others = otherClients.map(({ name, clientId }) => `${name} (${clientId})`).join(", ");
    findings.push({
      level: "required",
      resource,
      setting: api.name,
      actual: api.unknownId && `${api.unknownId} is not an app client of this pool`,
      wanted: "an app client of the API",
      why: `The API signs people in with an app client of its own. The pool has ${others === "" ? "none" : `these app clients: ${others}`}.`,
      effect: api.unknownId === undefined ? createsClient : nothingForPeople,
      remedy: toClientRemedy(api, "--client-id or COGNITO_CLIENT_ID"),
    });
  }
  if (api?.found) {
    findings.push(...findSecretFindings(api.found, configured.clientSecret, "COGNITO_CLIENT_SECRET"));
    if (signUp && !signUp.found) {
      const writes = writesEmail(api.found);
      const isNeeded = signUp.unknownId !== undefined || (!writes && signUpIsOpen);
      findings.push({
        level: isNeeded ? "required" : writes && signUpIsOpen ? "recommended" : "different",
        resource,
        setting: signUp.name,
        actual: signUp.unknownId && `${signUp.unknownId} is not an app client of this pool`,
        wanted: "an app client of sign-up",
        why: writes
          ? "The API's app client may write the e-mail address, so that a stolen access token can change it at Cognito. With an app client of sign-up it need not."
          : "The API's app client may not write the e-mail address, so that sign-ups need an app client that may.",
        effect: signUp.unknownId === undefined ? createsClient : nothingForPeople,
        remedy: toClientRemedy(signUp, "--sign-up-client-id or COGNITO_SIGN_UP_CLIENT_ID"),
      });
    }
  }
  if (signUp?.found)
    findings.push(
      ...findSecretFindings(signUp.found, configured.signUpClientSecret, "COGNITO_SIGN_UP_CLIENT_SECRET"),
    );
  const known = [...otherClients, ...clients.flatMap(({ found }) => found ?? [])].map(
    ({ clientId }) => clientId,
  );
  for (const clientId of configured.trustedClientIds.filter((each) => !known.includes(each)))
    findings.push({
      level: "recommended",
      resource: "environment",
      setting: "COGNITO_TRUSTED_CLIENT_IDS",
      actual: clientId,
      wanted: undefined,
      why: "It is not an app client of this pool, so that no token of it is ever accepted.",
      effect: nothingForPeople,
      remedy: { kind: "by hand", instruction: "Correct the id, or remove it." },
    });
  return findings;
}

/** An app client without a list may write all attributes. */
function writesEmail({ settings }: FoundClient): boolean {
  const writable = strings(settings["WriteAttributes"]);
  return writable.length === 0 || writable.includes("email");
}

/** Compares the secret of the environment with the app client's, and shows neither. */
function findSecretFindings(
  { clientId, clientSecret }: FoundClient,
  configured: Configured["clientSecret"],
  variable: string,
): Finding[] {
  if (configured === "unknown" || (configured.value ?? "") === (clientSecret ?? "")) return [];
  const [actual, wanted, instruction] =
    clientSecret === undefined
      ? [
          "set",
          "not set",
          `Remove ${variable}: AWS shows no secret of the app client. Keep it if it is one of AddUserPoolClientSecret, which AWS never shows.`,
        ]
      : [
          configured.value ? "another secret" : "not set",
          "the app client's secret",
          `Set ${variable} to the secret of the app client: \`npm run provision\` writes it to a file, and the AWS console shows it.`,
        ];
  return [
    {
      level: "required",
      resource: "environment",
      setting: variable,
      actual,
      wanted,
      why: `Cognito refuses every call with the app client ${clientId}, so that nobody can sign in.`,
      effect: nothingForPeople,
      remedy: { kind: "by hand", instruction },
    },
  ];
}

function findMailFindings({ userPoolId, settings }: InspectedPool, { pool }: UserPoolDefinition): Finding[] {
  // A definition with a sender is compared like every other setting.
  if (pool.EmailConfiguration) return [];
  const [mail, triggers] = [settings["EmailConfiguration"], settings["LambdaConfig"]];
  const sends = isRecord(mail) && mail["EmailSendingAccount"] === "DEVELOPER";
  if (sends || (isRecord(triggers) && triggers["CustomEmailSender"] !== undefined)) return [];
  const { level, why, effect } = findSettingNote("EmailConfiguration");
  return [
    {
      level: typeof level === "string" ? level : "recommended",
      resource: `user pool ${userPoolId}`,
      setting: "EmailConfiguration",
      actual: { EmailSendingAccount: "COGNITO_DEFAULT" },
      wanted: { EmailSendingAccount: "DEVELOPER" },
      why,
      effect: typeof effect === "string" ? effect : "",
      remedy: { kind: "change", address: "EmailConfiguration" },
    },
  ];
}

/** Names the domain of passkeys in the command that changes a setting about them. */
function withRelyingParty(finding: Finding, { mfa }: UserPoolDefinition): Finding {
  const { remedy, setting } = finding;
  const relyingPartyId = mfa.WebAuthnConfiguration?.RelyingPartyId;
  return remedy.kind === "change" && /^(WebAuthnConfiguration|Policies\.SignInPolicy)/.test(setting)
    ? { ...finding, remedy: { ...remedy, relyingPartyId } }
    : finding;
}

/** Without a relying party passkeys belong to Cognito's own pages. */
function findPasskeyFindings(
  { userPoolId, settings }: InspectedPool,
  { mfa }: UserPoolDefinition,
): Finding[] {
  if (mfa.WebAuthnConfiguration || !allowedFactors(settings).includes("WEB_AUTHN")) return [];
  const setting = "WebAuthnConfiguration.RelyingPartyId";
  const { why, effect } = findSettingNote(setting);
  return [
    {
      level: "different",
      resource: `user pool ${userPoolId}`,
      setting,
      actual: undefined,
      wanted: "the web client's domain",
      why: `${why} Passkeys of this pool are for Cognito's own pages alone, and the API offers none.`,
      effect: typeof effect === "string" ? effect : "Passkeys of Cognito's own pages are lost.",
      remedy: {
        kind: "by hand",
        instruction: `npm run provision -- --user-pool-id ${userPoolId} --only WebAuthnConfiguration --relying-party-id DOMAIN`,
      },
    },
  ];
}

function findGroupFindings({ groups }: UserPoolDefinition, inspection: Inspection): Finding[] {
  return groups
    .filter(({ GroupName }) => !inspection.groups.has(GroupName))
    .map(({ GroupName, Description }) => ({
      level: "different",
      resource: `group ${GroupName}`,
      setting: `groups.${GroupName}`,
      actual: undefined,
      wanted: "a group",
      why: `Nobody is in it until it exists. ${Description}`,
      effect: "Nobody becomes a member.",
      remedy: { kind: "create", address: `groups.${GroupName}` },
    }));
}

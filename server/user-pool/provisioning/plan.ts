import { compare, type Difference } from "./compare.ts";
import type { Inspection } from "./inspect.ts";
import type { AppClientDefinition, GroupDefinition, UserPoolDefinition } from "./pool-definition.ts";
import { ProvisioningError } from "./provisioning-error.ts";
import { findSettingNote } from "./setting-notes.ts";

/** A setting that differs, with the resource that has it. */
export type Deviation = Difference & {
  /** The name of the app client in the definition; undefined: the pool. */
  client: string | undefined;
  /** Unique in a plan: `MfaConfiguration` of the pool, `api.ExplicitAuthFlows` of an app client. */
  address: string;
};

/** What is missing and can be created. The address is the name of the app client, or `groups.` and that of the group. */
export type Creation =
  | { kind: "pool"; address: string; name: string }
  | { kind: "client"; address: string; name: string; definition: AppClientDefinition }
  | { kind: "group"; address: string; name: string; definition: GroupDefinition };

/** What provisioning would do, and what it leaves alone. Nothing is ever deleted. */
export type Plan = {
  create: Creation[];
  change: Deviation[];
  /** Differs and was not named. */
  left: Deviation[];
  /** Differs, and only a new pool or app client could have another value. */
  immutable: Deviation[];
};

/**
 * What a person has named by its address. That of a setting names all settings below it; that of an app client or group its
 * creation. `all`: whatever is missing or differs.
 *
 * Without an address everything that is missing is created, and nothing that exists is changed.
 */
export type Selection = "all" | string[];

/** @throws ProvisioningError UNKNOWN_SETTING, IMMUTABLE_SETTING */
export function planProvision(
  definition: UserPoolDefinition,
  inspection: Inspection,
  selection: Selection,
): Plan {
  const deviations = findDeviations(definition, inspection);
  const immutable = deviations.filter(({ address }) => findSettingNote(address).immutable);
  const mutable = deviations.filter((each) => !immutable.includes(each));
  const missing = findMissing(definition, inspection);
  if (selection === "all") return { create: missing, change: mutable, left: [], immutable };
  if (selection.length === 0) return { create: missing, change: [], left: mutable, immutable };
  for (const name of selection) checkName(name, definition, { missing, mutable, immutable });
  // The name of an app client stands for its creation, and not for all of its settings.
  const chosen = mutable.filter(({ address, client }) =>
    selection.some((name) => name !== client && names(name, address)),
  );
  const change = withConsequences(chosen, mutable);
  return {
    create: missing.filter(({ address }) => selection.some((name) => names(name, address))),
    change,
    left: mutable.filter((each) => !change.some(({ address }) => address === each.address)),
    immutable,
  };
}

/** All settings of the pool and its app clients that differ from the definition. */
export function findDeviations(
  { pool, mfa, clients }: UserPoolDefinition,
  inspection: Inspection,
): Deviation[] {
  // The name is not compared, as the pool may be named by its id. DescribeUserPool calls the schema SchemaAttributes.
  const { PoolName: _name, Schema, ...rest } = pool;
  const ofPool = inspection.pool
    ? compare(
        { ...rest, SchemaAttributes: Schema, ...mfa },
        { ...inspection.pool.settings, ...inspection.pool.mfa },
      ).map((each) => ({ ...each, client: undefined, address: each.path }))
    : [];
  const ofClients = clients.flatMap(({ ClientName: client, ...expected }) => {
    const found = inspection.clients.find(({ name }) => name === client)?.found;
    return found
      ? compare(expected, found.settings).map((each) => ({
          ...each,
          client,
          address: `${client}.${each.path}`,
        }))
      : [];
  });
  return [...ofPool, ...ofClients];
}

function findMissing({ pool, clients, groups }: UserPoolDefinition, inspection: Inspection): Creation[] {
  const isPresent = (client: string) =>
    inspection.clients.some(({ name, found }) => name === client && found);
  return [
    ...(inspection.pool ? [] : [{ kind: "pool" as const, address: "pool", name: pool.PoolName }]),
    ...clients
      .filter(({ ClientName }) => !isPresent(ClientName))
      .map((definition) => {
        const name = definition.ClientName;
        return { kind: "client" as const, address: name, name, definition };
      }),
    ...groups
      .filter(({ GroupName }) => !inspection.groups.has(GroupName))
      .map((definition) => {
        const name = definition.GroupName;
        return { kind: "group" as const, address: `groups.${name}`, name, definition };
      }),
  ];
}

function names(name: string, address: string): boolean {
  return address === name || address.startsWith(`${name}.`);
}

function checkName(
  name: string,
  definition: UserPoolDefinition,
  { missing, mutable, immutable }: { missing: Creation[]; mutable: Deviation[]; immutable: Deviation[] },
): void {
  if ([...missing, ...mutable].some(({ address }) => names(name, address))) return;
  const fixed = immutable.find(({ address }) => names(name, address));
  if (fixed)
    throw new ProvisioningError(
      "IMMUTABLE_SETTING",
      `${fixed.address} cannot be changed on an existing ${fixed.client === undefined ? "user pool" : "app client"}: AWS sets it at the creation.`,
    );
  // What is as wanted already is no mistake: the command may be repeated.
  if (addressesOf(definition).some((address) => names(name, address) || names(address, name))) return;
  const known = [...missing, ...mutable].map(({ address }) => address);
  throw new ProvisioningError(
    "UNKNOWN_SETTING",
    `--only ${name} names nothing that this command can create or change. ${known.length > 0 ? `It could: ${known.join(", ")}.` : "There is nothing to do."}`,
  );
}

/** The addresses of all values in a definition. */
function addressesOf({ pool, mfa, clients, groups }: UserPoolDefinition): string[] {
  const { PoolName: _name, Schema: _schema, ...rest } = pool;
  const paths = (value: object): string[] => compare(value, {}).map(({ path }) => path);
  return [
    ...paths({ ...rest, ...mfa }),
    ...clients.flatMap(({ ClientName, ...client }) => [
      ClientName,
      ...paths(client).map((path) => `${ClientName}.${path}`),
    ]),
    ...groups.map(({ GroupName }) => `groups.${GroupName}`),
  ];
}

/** The settings that Cognito requires in the same change, as addresses; an address names everything below it. */
function partnersOf(address: string, isMfaOff: boolean): string[] {
  const [first = "", member = "", unit = ""] = address.split(".");
  // An attribute whose change is verified must be one that Cognito verifies.
  if (first === "UserAttributeUpdateSettings") return ["AutoVerifiedAttributes"];
  // A passkey belongs to a relying party, and stands for both factors where two are required.
  if (address.startsWith("Policies.SignInPolicy")) return ["WebAuthnConfiguration"];
  if (first === "MfaConfiguration") return ["SoftwareTokenMfaConfiguration"];
  // An authenticator app can be allowed alone where second factors are on already.
  if (first === "SoftwareTokenMfaConfiguration") return isMfaOff ? ["MfaConfiguration"] : [];
  if (member === "RefreshTokenRotation") return [`${first}.RefreshTokenRotation`];
  if (member === "TokenValidityUnits") return [`${first}.${unit}Validity`];
  if (member.endsWith("Validity")) return [`${first}.TokenValidityUnits.${member.replace(/Validity$/, "")}`];
  return [];
}

/** The chosen changes with those that Cognito requires at the same time. */
function withConsequences(chosen: Deviation[], possible: Deviation[]): Deviation[] {
  const isMfaOff = possible.some(({ address, actual }) => address === "MfaConfiguration" && actual === "OFF");
  const addresses = chosen.flatMap(({ address }) => [address, ...partnersOf(address, isMfaOff)]);
  return possible.filter((each) => addresses.some((name) => names(name, each.address)));
}

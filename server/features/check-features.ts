import { existsSync } from "node:fs";
import { join } from "node:path";
import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";
import { readTypeGraphqlMetadata } from "../graphql/guards/type-graphql-metadata.ts";
import { isRecord } from "../lib/is-record.ts";
import { users } from "../users/users-table.ts";
import { coreTables } from "./core-tables.ts";
import type { Feature } from "./feature.ts";
import { FeatureError } from "./feature-error.ts";

/** Records of migrations that are not a feature's. */
const reservedNames = ["cruddur", "local_user_pool"];

/**
 * Checks that features can be composed.
 *
 * @throws FeatureError with all problems
 */
export function checkFeatures(features: readonly Feature[]): void {
  const absent = findAbsent(features);
  if (absent.length > 0) throw new FeatureError(absent);
  const problems = [
    ...findNameProblems(features),
    ...findMissingNeeds(features),
    ...findSameTables(features),
    ...features.flatMap(findForgottenPeople),
    ...features.flatMap(findWrongResolvers),
    ...features.flatMap(findMissingMigrations),
  ];
  if (problems.length > 0) throw new FeatureError(problems);
}

/** A module that is imported in a circle gives undefined, whatever the types say. */
function findAbsent(features: readonly (Feature | undefined)[]): string[] {
  return features.flatMap((feature, index) => {
    const place = `Number ${index + 1} of the list of features`;
    if (!isRecord(feature))
      return [`${place} is ${String(feature)}: its module has no such export, or is imported in a circle.`];
    return Array.isArray(feature.resolvers)
      ? []
      : [`${place} has no list of resolvers: give it \`resolvers\`, [] for none.`];
  });
}

function findWrongResolvers({ name, resolvers }: Feature): string[] {
  const { resolverClasses } = readTypeGraphqlMetadata();
  const known = new Set(resolverClasses.map(({ target }) => target));
  return resolvers
    .filter((resolver) => !known.has(resolver))
    .map((resolver) => {
      const shown =
        typeof resolver === "function" ? resolver.name || "a function" : `a value (${typeof resolver})`;
      return `The feature ${name} has ${shown} among its resolvers, which is no class with @Resolver(): add the decorator, or remove it.`;
    });
}

/** The journal lists what is to be executed; the migration tool writes it. */
function findMissingMigrations({ name, migrations }: Feature): string[] {
  if (!migrations || existsSync(join(migrations.folder, "meta/_journal.json"))) return [];
  return [
    `The migrations of the feature ${name} are not in ${migrations.folder}: correct the folder, or write them by \`drizzle-kit generate\`.`,
  ];
}

function findNameProblems(features: readonly Feature[]): string[] {
  const names = features.map(({ name }) => name);
  const invalid = names.filter(
    (name) => !/^[a-z][a-z0-9_]{0,39}$/.test(name) || reservedNames.includes(name),
  );
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...invalid.map(
      (name) =>
        `A feature cannot be named ${JSON.stringify(name)}: use up to 40 lower-case letters, digits and underscores, other than ${reservedNames.join(" and ")}.`,
    ),
    ...twice.map((name) => `The feature ${name} is there twice: remove one, or rename it.`),
  ];
}

function findMissingNeeds(features: readonly Feature[]): string[] {
  return features.flatMap(({ name, needs = [] }, index) => {
    const before = features.slice(0, index).map((each) => each.name);
    return needs
      .filter((need) => !before.includes(need))
      .map((need) => `The feature ${name} needs the feature ${need}: add it to the list before ${name}.`);
  });
}

function findSameTables(features: readonly Feature[]): string[] {
  const owners = new Map(coreTables.map((table) => [nameOf(table), "the application itself"]));
  return features.flatMap(({ name, tables = [] }) =>
    tables.flatMap((table) => {
      const tableName = nameOf(table);
      const owner = owners.get(tableName);
      owners.set(tableName, `the feature ${name}`);
      if (owner === undefined) return [];
      return [`The feature ${name} has the table ${tableName}, which ${owner} has too: rename it.`];
    }),
  );
}

/** A row that refers to a person would make it impossible to delete their account. */
function findForgottenPeople({ name, tables = [], onAccountDeleted }: Feature): string[] {
  if (onAccountDeleted) return [];
  return tables.filter(blocksDeletion).map((table) => {
    const tableName = nameOf(table);
    return `The table ${tableName} of the feature ${name} refers to people, whose accounts could not be deleted: give the reference \`onDelete: "cascade"\` or "set null", or the feature \`onAccountDeleted\`.`;
  });
}

function blocksDeletion(table: PgTable): boolean {
  return getTableConfig(table).foreignKeys.some(
    ({ reference, onDelete }) =>
      reference().foreignTable === users && onDelete !== "cascade" && onDelete !== "set null",
  );
}

/** With its schema, unless that is Postgres' default. */
function nameOf(table: PgTable): string {
  const { schema, name } = getTableConfig(table);
  return schema === undefined ? name : `${schema}.${name}`;
}

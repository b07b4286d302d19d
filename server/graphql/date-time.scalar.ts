import { GraphQLScalarType } from "graphql";

/** A date-time for output only. Resolvers return strings of `toISOString`, which are passed through. */
export const DateTime = new GraphQLScalarType<string, string>({
  name: "DateTime",
  description: "A time in UTC in ISO 8601 with milliseconds, e.g. `2026-11-23T04:02:35.000Z`.",
  specifiedByURL: "https://scalars.graphql.org/andimarek/date-time.html",
  serialize: String,
});

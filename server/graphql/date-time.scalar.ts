import { GraphQLScalarType } from "graphql";

/** A date-time that the API only gives out. It passes strings through: resolvers make them with toISOString. */
export const DateTime = new GraphQLScalarType<string, string>({
  name: "DateTime",
  description: "A moment in UTC as ISO 8601 with milliseconds, e.g. `2026-11-23T04:02:35.000Z`.",
  specifiedByURL: "https://scalars.graphql.org/andimarek/date-time.html",
  serialize: String,
});

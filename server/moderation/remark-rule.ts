import { paragraphsRule } from "../graphql/text-rules.ts";

/** What a reporter or a moderator adds. Blank text is none. */
export const remarkRule = paragraphsRule(500)
  .nullish()
  .transform((text) => (text === null || text === "" ? undefined : text));

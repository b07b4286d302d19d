import { Arg, Ctx, Int, Query, Resolver } from "type-graphql";
import { requireMember } from "../../graphql/context.ts";
import { badUserInput, tooManyRequests } from "../../graphql/errors.ts";
import { hiddenAmong } from "../../graphql/hidden-people.ts";
import { countAction } from "../../rate-limit/count-action.ts";
import { User } from "../../users/user.type.ts";
import type { FeedContext } from "../context.ts";
import { findByHandlePrefix } from "./mention-suggestions.ts";

const maximumFirst = 10;

@Resolver()
export class MentionSuggestionsResolver {
  @Query(() => [User], {
    description:
      "The people whose handles begin with a prefix, in the order of handles, for completing a mention. Empty for a prefix that no handle can have. Requires an access token; a limit on them per account is the error RATE_LIMITED.",
  })
  async mentionSuggestions(
    @Arg("prefix", () => String, {
      description: "1–30 characters of the handle, without `@`; compared without case.",
    })
    prefix: string,
    @Arg("first", () => Int, { defaultValue: 5, description: "At most how many, 1–10." }) first: number,
    @Ctx() context: FeedContext,
  ): Promise<User[]> {
    const { userId } = requireMember(context);
    if (first < 1 || first > maximumFirst) throw badUserInput(`\`first\` must be from 1 to ${maximumFirst}.`);
    const wanted = prefix.trim().toLowerCase();
    if (!/^[a-z0-9_]{1,30}$/.test(wanted)) return [];
    const wait = await countAction(context, "suggest", userId);
    if (wait !== undefined) throw tooManyRequests(wait);
    const found = await context.read(async (db) => await findByHandlePrefix(db, wanted));
    const ids = found.map(({ id }) => id);
    const hidden = await hiddenAmong(context.hiddenPeople, ids, "ANYWHERE");
    return found.filter(({ id }) => !hidden.has(id)).slice(0, first);
  }
}

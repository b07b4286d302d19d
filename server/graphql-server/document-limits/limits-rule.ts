import { type DocumentNode, GraphQLError, type GraphQLSchema, type ValidationRule } from "graphql";
import { countAccountMutations } from "./count-account-mutations.ts";
import { countSyntax } from "./count-syntax.ts";
import { measureDepthAndCost } from "./depth-and-cost.ts";
import { documentLimits } from "./document-limits.ts";
import { hasRootCondition } from "./has-root-condition.ts";

const countedThings: Record<keyof typeof documentLimits, string> = {
  tokens: "tokens",
  depth: "levels of fields",
  cost: "objects, where each page counts as many times as its `first` (100 for a variable)",
  aliases: "aliases",
  directives: "directives",
  repeats: "mentions of one field in one selection set",
  accountMutations: "mutation of an account in one operation",
};

/**
 * Refuses documents over the limits, and those that would make another rule throw. It runs before all other rules, since
 * some of them are slow on repetitive documents. Apollo caches valid documents, so each is checked once.
 */
export const limitsRule: ValidationRule = (context) => ({
  Document(document) {
    const problem = findProblem(context.getSchema(), document);
    if (problem === undefined) return undefined;
    context.reportError(new GraphQLError(problem));
    // Returning null removes the document, so that the rules that run in the same visit do not see it.
    return null;
  },
});

function findProblem(schema: GraphQLSchema, document: DocumentNode): string | undefined {
  const excess = findExcess(schema, document);
  if (excess !== undefined) return `At most ${documentLimits[excess]} ${countedThings[excess]}.`;
  return hasRootCondition(document) ? "A subscription has no @skip or @include at its root." : undefined;
}

function findExcess(schema: GraphQLSchema, document: DocumentNode): keyof typeof documentLimits | undefined {
  const { aliases, directives, repeats } = countSyntax(document);
  if (aliases > documentLimits.aliases) return "aliases";
  if (directives > documentLimits.directives) return "directives";
  if (repeats > documentLimits.repeats) return "repeats";
  const { depth, cost } = measureDepthAndCost(schema, document);
  if (depth > documentLimits.depth) return "depth";
  if (cost > documentLimits.cost) return "cost";
  return countAccountMutations(schema, document) > documentLimits.accountMutations
    ? "accountMutations"
    : undefined;
}

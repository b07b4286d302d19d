import type { Feature, FeatureParts } from "../features/feature.ts";
import { FeatureError } from "../features/feature-error.ts";
import type { FeatureHost } from "../features/feature-host.ts";
import type { HiddenPeopleLookup } from "../graphql-server/graphql-handler.ts";
import { nobodyHidden } from "../graphql/hidden-people.ts";
import type { JoinedContext } from "./context.ts";

/** For applications in which nobody can hide from anybody. */
const hidesNobody: HiddenPeopleLookup = { getCached: () => nobodyHidden, of: async () => nobodyHidden };

export type OpenFeatures = {
  joinedContext: JoinedContext;
  hiddenPeople: HiddenPeopleLookup;
  likedBy: NonNullable<FeatureParts["likedBy"]>;
};

/**
 * Opens features in their order, and joins their parts.
 *
 * @throws FeatureError if two of them have the same part.
 */
export async function openFeatures(features: readonly Feature[], host: FeatureHost): Promise<OpenFeatures> {
  const services: Record<string, unknown> = { ...host.services };
  const requestContexts: JoinedContext["requestContexts"][number][] = [];
  const single: Pick<FeatureParts, "hiddenPeople" | "likedBy"> = {};
  for (const { name, open } of features) {
    const { context = {}, setRequestContext, ...rest } = (await open?.(host)) ?? {};
    addParts(services, context, (part) => `The feature ${name} replaces the part ${part} of the context.`);
    addParts(single, rest, (part) => `The feature ${name} has ${part}, as another feature has.`);
    if (setRequestContext) requestContexts.push(setRequestContext);
  }
  return {
    joinedContext: { userPoolFor: host.services.userPoolFor, requestContexts, services, log: host.log },
    hiddenPeople: single.hiddenPeople ?? hidesNobody,
    likedBy: single.likedBy ?? (async () => new Set()),
  };
}

/** Adds parts, which may be there already if they are the same. */
function addParts(target: object, parts: object, toProblem: (part: string) => string): void {
  for (const [name, part] of Object.entries(parts)) {
    const known: unknown = Reflect.get(target, name);
    if (known !== undefined && known !== part) throw new FeatureError([`${toProblem(name)} Rename it.`]);
    Reflect.set(target, name, part);
  }
}

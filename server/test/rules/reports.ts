import "reflect-metadata";
import {
  Ctx,
  Extensions,
  Field,
  FieldResolver,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Subscription,
} from "type-graphql";
import { z } from "zod";
import type { AppOptions } from "../../app/start-app.ts";
import { cruddur } from "../../features/cruddur.ts";
import type { Feature } from "../../features/feature.ts";
import { Authorized } from "../../graphql/guards/authorized.ts";
import { type RequestContext, requireVerified } from "../../graphql/context.ts";
import { contentMutation } from "../../graphql/mutation-kind.ts";
import { Scopes } from "../../graphql/guards/scopes.ts";
import { defineClaims } from "../../rules/define-claims.ts";
import { defineScopes } from "../../rules/define-scopes.ts";
import { declaredRules } from "../../rules/rules.ts";

// A feature as an operator adds it: guarded fields of its own, and rules of its own.

const scopes = defineScopes([
  { name: "reports/read", description: "Reads reports.", heldBy: "token" },
  { name: "reports/read.all", description: "Reads the details of reports.", heldBy: "token" },
  { name: "reports/count", description: "Counts reports.", heldBy: "signedIn" },
]);
type Name = (typeof scopes)[number]["name"];

@ObjectType({ simpleResolvers: true, description: "A report." })
class ShipReport {
  @Field(() => String, { description: "What it says." })
  title!: string;

  @Scopes<Name>("reports/read.all")
  @Field(() => String, { nullable: true, description: "What few may read." })
  details!: string | null;
}

@Resolver()
class ReportsResolver {
  @Scopes<Name>("reports/read", "reports/read.all")
  @Query(() => ShipReport, { description: "The newest report." })
  report(): ShipReport {
    return Object.assign(new ShipReport(), { title: "Tribbles", details: "Two million." });
  }

  @Scopes<Name>("reports/count")
  @Query(() => Number, { description: "The number of reports." })
  reportsCount(): number {
    return 1;
  }

  @Authorized("moderators")
  @Scopes<Name>("reports/read")
  @Query(() => String, { description: "For moderators." })
  reportForModerators(): string {
    return "for moderators";
  }

  @Scopes<Name>("reports/read")
  @Extensions(contentMutation)
  @Mutation(() => String, { description: "Signs the newest report." })
  signReport(): string {
    return "signed";
  }

  @Scopes<Name>("reports/read")
  @Subscription(() => String, {
    description: "The titles of new reports.",
    subscribe: async function* titles() {
      yield "a title";
    },
  })
  reportWritten(): string {
    return "a title";
  }

  @Query(() => String, { description: "The custom claims of the token, as JSON." })
  customClaims(@Ctx() context: RequestContext): string {
    const identity = requireVerified(context);
    return JSON.stringify(identity.kind === "guest" ? null : identity.claims.custom);
  }
}

@Scopes<Name>("reports/read")
@Resolver()
class ArchiveResolver {
  @Query(() => String, { description: "The oldest report." })
  oldestReport(): string {
    return "Kirk's";
  }

  @Scopes<Name>("reports/read.all")
  @Query(() => String, { description: "The oldest secret report." })
  oldestSecretReport(): string {
    return "Spock's";
  }
}

@Resolver(() => ShipReport)
class ReportReadersResolver {
  @Scopes<Name>("reports/read")
  @FieldResolver(() => Number, { description: "How many have read it." })
  readersCount(): number {
    return 3;
  }
}

export const reportsFeature: Feature = {
  name: "ship_reports",
  resolvers: [ReportsResolver, ArchiveResolver, ReportReadersResolver],
  scopes,
};

/** How an operator starts the application with it. */
export const reports = {
  features: [...cruddur, reportsFeature],
  rules: {
    ...declaredRules,
    claims: {
      member: defineClaims({
        "custom:tenant": z.string().min(1),
        plan: z.enum(["free", "paid"]).default("free"),
        seats: z.int().optional(),
      }),
      machine: defineClaims({ "custom:tenant": z.string().min(1) }),
    },
  },
} satisfies Pick<AppOptions, "features" | "rules">;

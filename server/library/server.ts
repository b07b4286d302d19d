import "./require-node.ts";

export { type App, type AppOptions, startApp } from "../app/start-app.ts";
export { exitWithReason } from "../commands/exit-with-reason.ts";
export { stopOnSignals } from "../commands/stop-on-signals.ts";
export type { Config } from "../config/config.ts";
export { ConfigError, readConfig } from "../config/read-config.ts";
export { auth } from "../features/auth.ts";
export { FeatureError } from "../features/feature-error.ts";
export type { CoreServices, FeatureHost } from "../features/feature-host.ts";
export type { Feature, FeatureParts, ResolverClass, RouteKit } from "../features/feature.ts";
export { type ClaimsDeclaration, defineClaims } from "../rules/define-claims.ts";
export { defineGroups, type GroupDeclaration } from "../rules/define-groups.ts";
export { defineScopes, type ScopeDeclaration } from "../rules/define-scopes.ts";
export type { Rules } from "../rules/rules.ts";
export { users } from "../users/users-table.ts";

import { invalidParameter } from "./exceptions.ts";

/** The AuthParameters or ChallengeResponses of a request. */
export type Parameters = Record<string, string>;

/** @throws UserPoolException InvalidParameterException */
export function requireParameter(parameters: Parameters, name: string): string {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (!value) throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}

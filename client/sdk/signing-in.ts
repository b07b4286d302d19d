import type { SdkMethods } from "../generated/sdk.ts";
import type { RefreshTokenDelivery, SessionFieldsFragment } from "../generated/types.ts";
import type { Session } from "./session/session.ts";

/** The methods that present a password or a code, and choose with it how the refresh token comes. */
export type SigningInMethods<CallOptions> = Pick<SdkMethods<CallOptions>, NamesOfSigningIn>;

type NamesOfSigningIn = {
  [Name in keyof SdkMethods<unknown>]: Parameters<SdkMethods<unknown>[Name]>[0] extends { input: infer Input }
    ? "refreshTokenDelivery" extends keyof Input
      ? Name
      : never
    : never;
}[keyof SdkMethods<unknown>];

/**
 * The same methods with a session that takes what they win. They ask for the refresh token where the session wants it,
 * and run while no tab renews a session.
 */
export function signingIn<CallOptions>(
  methods: SigningInMethods<CallOptions>,
  session: Session,
): SigningInMethods<CallOptions> {
  const { delivery: refreshTokenDelivery } = session;

  function feeding<Input extends { refreshTokenDelivery?: RefreshTokenDelivery }, Data extends Results>(
    method: (variables: { input: Input }, options?: CallOptions) => Promise<Data>,
  ): typeof method {
    return ({ input }, options) =>
      session.exclusively(async () => {
        const data = await method({ input: { ...input, refreshTokenDelivery } }, options);
        for (const result of Object.values(data)) if (result.session) await session.signedIn(result.session);
        return data;
      });
  }

  return {
    signIn: feeding(methods.signIn),
    confirmSignUp: feeding(methods.confirmSignUp),
    respondToChallenge: feeding(methods.respondToChallenge),
    confirmForgotPassword: feeding(methods.confirmForgotPassword),
  };
}

/** The data of one mutation; the state `SignedIn` is the one with a session. */
type Results = Record<string, { __typename: string; session?: SessionFieldsFragment }>;

import type { SdkMethods } from "../generated/sdk.ts";
import type {
  RefreshTokenDelivery,
  SessionFieldsFragment,
  ViewerFieldsFragment,
} from "../generated/types.ts";
import type { Session } from "./session/session.ts";

/** The methods whose data may hold this state. */
type LeadingTo<State extends string> = {
  [Name in keyof SdkMethods<unknown>]: StatesOf<Awaited<ReturnType<SdkMethods<unknown>[Name]>>> &
    State extends never
    ? never
    : Name;
}[keyof SdkMethods<unknown>];

type StatesOf<Data> = Data[keyof Data] extends infer Result
  ? Result extends { __typename: infer State }
    ? State
    : never
  : never;

/** The methods that tell a session who is signed in, or who that is now. */
export type SessionMethods<CallOptions> = Pick<
  SdkMethods<CallOptions>,
  | Exclude<LeadingTo<"SignedIn">, "refreshSession">
  | LeadingTo<"Viewer" | "AccountDeleted">
  | "signOutEverywhere"
>;

/** The data of one mutation, as far as a session is concerned. */
type Results = Record<string, { __typename: string; session?: SessionFieldsFragment }>;
type ViewerResults = Record<
  string,
  (ViewerFieldsFragment & { __typename: "Viewer" }) | { __typename: "Rejected" }
>;

/**
 * The same methods, with a session that learns what they lead to.
 *
 * @param asGuest sends what signs in. It asks for the refresh token where the session wants it, and runs while no tab
 *   renews a session.
 * @param asViewer sends the rest.
 */
export function sessionMethods<CallOptions>(
  asGuest: SdkMethods<CallOptions>,
  asViewer: SdkMethods<CallOptions>,
  session: Session,
): SessionMethods<CallOptions> {
  const { delivery: refreshTokenDelivery } = session;

  function signingIn<Input extends { refreshTokenDelivery?: RefreshTokenDelivery }, Data extends Results>(
    method: (variables: { input: Input }, options?: CallOptions) => Promise<Data>,
  ): typeof method {
    return ({ input }, options) =>
      session.exclusively(async () => {
        const data = await method({ input: { ...input, refreshTokenDelivery } }, options);
        for (const result of Object.values(data)) if (result.session) await session.signedIn(result.session);
        return data;
      });
  }

  function changingViewer<Arguments extends unknown[], Data extends ViewerResults>(
    method: (...args: Arguments) => Promise<Data>,
  ): typeof method {
    return async (...args) => {
      const data = await method(...args);
      for (const result of Object.values(data))
        if (result.__typename === "Viewer") session.viewerChanged(result);
      return data;
    };
  }

  return {
    signIn: signingIn(asGuest.signIn),
    confirmSignUp: signingIn(asGuest.confirmSignUp),
    respondToChallenge: signingIn(asGuest.respondToChallenge),
    confirmForgotPassword: signingIn(asGuest.confirmForgotPassword),
    updateProfile: changingViewer(asViewer.updateProfile),
    confirmEmail: changingViewer(asViewer.confirmEmail),
    confirmTotp: changingViewer(asViewer.confirmTotp),
    disableTotp: changingViewer(asViewer.disableTotp),
    async signOutEverywhere(variables, options) {
      const data = await asViewer.signOutEverywhere(variables, options);
      const isOver = data.signOutEverywhere.__typename === "SignedOut" && !variables?.input?.exceptCurrent;
      if (isOver) await session.signedOut();
      return data;
    },
    async deleteAccount(variables, options) {
      const data = await asViewer.deleteAccount(variables, options);
      if (data.deleteAccount.__typename === "AccountDeleted") await session.signedOut();
      return data;
    },
  };
}

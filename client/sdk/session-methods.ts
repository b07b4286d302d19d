import type { SdkMethods } from "../generated/sdk.ts";
import type {
  RefreshTokenDelivery,
  SessionFieldsFragment,
  ViewerFieldsFragment,
} from "../generated/types.ts";
import type { Session } from "./session/session.ts";

/** The methods whose result may have this type. */
type Returning<ResultType extends string> = {
  [Name in keyof SdkMethods<unknown>]: ResultTypesOf<Awaited<ReturnType<SdkMethods<unknown>[Name]>>> &
    ResultType extends never
    ? never
    : Name;
}[keyof SdkMethods<unknown>];

type ResultTypesOf<Data> = Data[keyof Data] extends infer Result
  ? Result extends { __typename: infer ResultType }
    ? ResultType
    : never
  : never;

/** The methods whose result changes the session. */
export type SessionMethods<CallOptions> = Pick<
  SdkMethods<CallOptions>,
  | Exclude<Returning<"SignedIn">, "refreshSession">
  | Returning<"Viewer" | "AccountDeleted">
  | "changePassword"
  | "signOutEverywhere"
>;

/** The part of a mutation's data that a session uses. */
type Results = Record<string, { __typename: string; session?: SessionFieldsFragment }>;
type ViewerResults = Record<
  string,
  (ViewerFieldsFragment & { __typename: "Viewer" }) | { __typename: "Rejected" }
>;

/**
 * The methods that sign in, sign out or change the viewer, which update the session with their results.
 *
 * @param asGuest sends the methods that sign in. They ask for the session's delivery of the refresh token, and run while
 *   no tab renews the session.
 * @param asViewer sends the others.
 */
export function sessionMethods<CallOptions>(
  asGuest: SdkMethods<CallOptions>,
  asViewer: SdkMethods<CallOptions>,
  session: Session,
): SessionMethods<CallOptions> {
  const { delivery: refreshTokenDelivery } = session;

  function withSignIn<Input extends { refreshTokenDelivery?: RefreshTokenDelivery }, Data extends Results>(
    method: (variables: { input: Input }, options?: CallOptions) => Promise<Data>,
  ): typeof method {
    return ({ input }, options) =>
      session.exclusively(async () => {
        const data = await method({ input: { ...input, refreshTokenDelivery } }, options);
        for (const result of Object.values(data)) if (result.session) await session.signedIn(result.session);
        return data;
      });
  }

  function withViewerChange<Arguments extends unknown[], Data extends ViewerResults>(
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
    signUp: withSignIn(asGuest.signUp),
    signIn: withSignIn(asGuest.signIn),
    confirmSignUp: withSignIn(asGuest.confirmSignUp),
    respondToChallenge: withSignIn(asGuest.respondToChallenge),
    confirmForgotPassword: withSignIn(asGuest.confirmForgotPassword),
    updateProfile: withViewerChange(asViewer.updateProfile),
    confirmEmail: withViewerChange(asViewer.confirmEmail),
    confirmTotp: withViewerChange(asViewer.confirmTotp),
    disableTotp: withViewerChange(asViewer.disableTotp),
    completePasskeyRegistration: withViewerChange(asViewer.completePasskeyRegistration),
    deletePasskey: withViewerChange(asViewer.deletePasskey),
    forgetDevice: withViewerChange(asViewer.forgetDevice),
    linkIdentityProvider: withViewerChange(asViewer.linkIdentityProvider),
    unlinkIdentityProvider: withViewerChange(asViewer.unlinkIdentityProvider),
    async changePassword(variables, options) {
      const data = await asViewer.changePassword(variables, options);
      const { changePassword: result } = data;
      if (result.__typename === "PasswordChanged" && result.session) await session.signedIn(result.session);
      return data;
    },
    async signOutEverywhere(variables, options) {
      const data = await asViewer.signOutEverywhere(variables, options);
      const { signOutEverywhere: result } = data;
      if (result.__typename === "SignedIn") await session.signedIn(result.session);
      const hasEnded = result.__typename === "SignedOut" && !variables?.input?.exceptCurrent;
      if (hasEnded) await session.signedOut();
      return data;
    },
    async deleteAccount(variables, options) {
      const data = await asViewer.deleteAccount(variables, options);
      if (data.deleteAccount.__typename === "AccountDeleted") await session.signedOut();
      return data;
    },
  };
}

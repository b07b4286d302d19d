import "reflect-metadata";
import { AccountResolver } from "../auth/account/account.resolver.ts";
import { emailChanges } from "../auth/account/email-changes-table.ts";
import type { AuthContext, AuthServices } from "../auth/context.ts";
import { rememberedDeviceCookie } from "../auth/devices/device-token.ts";
import { DevicesResolver } from "../auth/devices/devices.resolver.ts";
import { rememberedDevices } from "../auth/devices/remembered-devices-table.ts";
import { AuthOptionsResolver } from "../auth/options/auth-options.resolver.ts";
import { RecoveryCodesResolver } from "../auth/recovery-codes/recovery-codes.resolver.ts";
import { recoveryCodes } from "../auth/recovery-codes/recovery-codes-table.ts";
import { SignOutEverywhereResolver } from "../auth/other-sessions/sign-out-everywhere.resolver.ts";
import { PasskeysResolver } from "../auth/passkeys/passkeys.resolver.ts";
import { passkeys } from "../auth/passkeys/passkeys-table.ts";
import { PasswordResolver } from "../auth/password/password.resolver.ts";
import { IdentityProvidersResolver } from "../auth/providers/identity-providers.resolver.ts";
import { accountLinkCookie, providerSignInCookie } from "../auth/providers/provider-cookies.ts";
import { addProviderRoutes } from "../provider-routes/provider-routes.ts";
import { SessionResolver } from "../auth/session/session.resolver.ts";
import { deviceCookie } from "../auth/shared/device-cookie.ts";
import { ChallengeResolver } from "../auth/sign-in/challenge.resolver.ts";
import { challenges } from "../auth/sign-in/challenges-table.ts";
import { SignInResolver } from "../auth/sign-in/sign-in.resolver.ts";
import { signUpCookie } from "../auth/sign-up/sign-up-cookie.ts";
import { SignUpResolver } from "../auth/sign-up/sign-up.resolver.ts";
import { TotpResolver } from "../auth/totp/totp.resolver.ts";
import type { RequestContext } from "../graphql/context.ts";
import { type CookieJar, createHostCookie } from "../http/policies/host-cookie.ts";
import { refreshTokenCookie } from "../sessions/refresh-token-cookie.ts";
import { createRevokedTokens } from "../sessions/revoked-tokens.ts";
import { ViewerSessionsResolver } from "../sessions/viewer-sessions.resolver.ts";
import { JoinedResolver } from "../users/joined.resolver.ts";
import { UserResolver } from "../users/user.resolver.ts";
import { ViewerResolver } from "../users/viewer.resolver.ts";
import type { Feature } from "./feature.ts";

/** The part of the context that each request has its own of; `userPool` is every feature's. */
type OwnContext = Omit<AuthContext, keyof AuthServices | keyof RequestContext | "userPool">;

/** Accounts, sessions and profiles: the whole life cycle of an account at the user pool. */
export const auth: Feature = {
  name: "auth",
  resolvers: [
    AuthOptionsResolver,
    SignUpResolver,
    SignInResolver,
    ChallengeResolver,
    PasswordResolver,
    SessionResolver,
    SignOutEverywhereResolver,
    AccountResolver,
    TotpResolver,
    RecoveryCodesResolver,
    PasskeysResolver,
    DevicesResolver,
    IdentityProvidersResolver,
    ViewerResolver,
    ViewerSessionsResolver,
    UserResolver,
    JoinedResolver,
  ],
  tables: [challenges, emailChanges, passkeys, recoveryCodes, rememberedDevices],
  open({ services, config, deriveKey }) {
    const context: AuthServices = {
      ...services,
      signUpKey: deriveKey("sign-up cookie"),
      deviceKey: deriveKey("device cookie"),
      rememberedDeviceKey: deriveKey("device tokens"),
      recoveryCodeKey: deriveKey("recovery codes"),
      providerKey: deriveKey("sign-ins by providers"),
      revokedTokens: createRevokedTokens(),
      minimumAuthMs: config.authMinimumMs,
    };
    return { context, setRequestContext };
  },
  addRoutes: addProviderRoutes,
};

function setRequestContext(context: RequestContext & Partial<OwnContext>, cookies: CookieJar): void {
  context.refreshTokenCookie = createHostCookie(cookies, refreshTokenCookie);
  context.signUpCookie = createHostCookie(cookies, signUpCookie);
  context.deviceCookie = createHostCookie(cookies, deviceCookie);
  context.rememberedDeviceCookie = createHostCookie(cookies, rememberedDeviceCookie);
  context.providerSignInCookie = createHostCookie(cookies, providerSignInCookie);
  context.accountLinkCookie = createHostCookie(cookies, accountLinkCookie);
}

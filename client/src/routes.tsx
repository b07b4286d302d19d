import type { ComponentType } from "react";
import { Route, Switch, useParams } from "wouter";
import { HomePage } from "./feed/HomePage.tsx";
import { profilePath } from "./navigation/paths.ts";
import { whenIdle } from "./navigation/preload-on-intent.ts";
import { Redirect } from "./navigation/Redirect.tsx";
import { lazyPage } from "./shell/page/lazy-page.tsx";
import type { LazyPage } from "./shell/page/lazy-page.tsx";

// Pages other than the feed are loaded on first use, or ahead of it, to keep the first load small.
const ThreadPage = lazyPage(async () => (await import("./thread/ThreadPage.tsx")).ThreadPage);
const ProfilePage = lazyPage(async () => (await import("./profile/ProfilePage.tsx")).ProfilePage);
const SignInPage = lazyPage(async () => (await import("./auth/SignInPage.tsx")).SignInPage);
const SignUpPage = lazyPage(async () => (await import("./auth/SignUpPage.tsx")).SignUpPage);
const ConfirmPage = lazyPage(async () => (await import("./auth/ConfirmPage.tsx")).ConfirmPage);
const RecoverPage = lazyPage(async () => (await import("./auth/RecoverPage.tsx")).RecoverPage);
const ChallengePage = lazyPage(async () => (await import("./auth/ChallengePage.tsx")).ChallengePage);
const WelcomePage = lazyPage(async () => (await import("./auth/WelcomePage.tsx")).WelcomePage);
const PasskeyOfferPage = lazyPage(async () => (await import("./auth/PasskeyOfferPage.tsx")).PasskeyOfferPage);
const NotificationsPage = lazyPage(
  async () => (await import("./notifications/NotificationsPage.tsx")).NotificationsPage,
);
const ModerationPage = lazyPage(async () => (await import("./moderation/ModerationPage.tsx")).ModerationPage);
const SettingsPage = lazyPage(async () => (await import("./settings/SettingsPage.tsx")).SettingsPage);
const NotFoundPage = lazyPage(async () => (await import("./shell/page/NotFoundPage.tsx")).NotFoundPage);

/** A malformed id or handle matches no page. */
const routes: readonly { path: RegExp; page: LazyPage | ComponentType }[] = [
  { path: /^\/$/u, page: HomePage },
  { path: /^\/posts\/(?<id>[\w-]{1,64})\/?$/u, page: ThreadPage },
  { path: /^\/users\/(?<handle>\w{3,30})(?:\/(?<tab>[\w-]+))?\/?$/u, page: ProfilePage },
  { path: /^\/(?:users\/)?@(?<handle>\w{3,30})\/?$/u, page: ProfileRedirect },
  { path: /^\/sign-in\/?$/u, page: SignInPage },
  { path: /^\/sign-up\/?$/u, page: SignUpPage },
  { path: /^\/confirm\/?$/u, page: ConfirmPage },
  { path: /^\/recover\/?$/u, page: RecoverPage },
  { path: /^\/challenge\/?$/u, page: ChallengePage },
  { path: /^\/welcome\/?$/u, page: WelcomePage },
  { path: /^\/welcome\/passkey\/?$/u, page: PasskeyOfferPage },
  { path: /^\/notifications\/?$/u, page: NotificationsPage },
  { path: /^\/moderation(?:\/(?<tab>[\w-]+))?\/?$/u, page: ModerationPage },
  { path: /^\/settings(?:\/(?<section>[\w-]+))?\/?$/u, page: SettingsPage },
];

export function Routes() {
  return (
    <Switch>
      {routes.map(({ path, page }) => (
        <Route key={path.source} path={path} component={page} />
      ))}
      <Route component={NotFoundPage} />
    </Switch>
  );
}

/** Fetches the code of a path's page ahead. */
export function preloadRoute(path: string): void {
  const page = routes.find((route) => route.path.test(path))?.page ?? NotFoundPage;
  if ("preload" in page) page.preload();
}

/** Fetches the code of the pages that a reader is likely to open next, when the browser has nothing else to do. */
export function preloadLikelyRoutes(isMember: boolean): void {
  const pages = isMember ? [NotificationsPage, SettingsPage] : [SignInPage, SignUpPage];
  whenIdle(...[ThreadPage, ProfilePage, ...pages].map((page) => page.preload));
}

/** `/@name` and `/users/@name` lead to the one address of a profile. */
function ProfileRedirect() {
  const { handle = "" } = useParams<{ handle?: string }>();
  return <Redirect to={profilePath(handle.toLowerCase())} />;
}

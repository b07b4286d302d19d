import { Route, Switch } from "wouter";
import { HomePage } from "./feed/HomePage.tsx";
import { lazyPage } from "./shell/page/lazy-page.tsx";

// Pages other than the feed are loaded on first use, to keep the first load small.
const ThreadPage = lazyPage(async () => (await import("./thread/ThreadPage.tsx")).ThreadPage);
const ProfilePage = lazyPage(async () => (await import("./profile/ProfilePage.tsx")).ProfilePage);
const SignInPage = lazyPage(async () => (await import("./auth/SignInPage.tsx")).SignInPage);
const SignUpPage = lazyPage(async () => (await import("./auth/SignUpPage.tsx")).SignUpPage);
const ConfirmPage = lazyPage(async () => (await import("./auth/ConfirmPage.tsx")).ConfirmPage);
const RecoverPage = lazyPage(async () => (await import("./auth/RecoverPage.tsx")).RecoverPage);
const ChallengePage = lazyPage(async () => (await import("./auth/ChallengePage.tsx")).ChallengePage);
const WelcomePage = lazyPage(async () => (await import("./auth/WelcomePage.tsx")).WelcomePage);
const NotificationsPage = lazyPage(
  async () => (await import("./notifications/NotificationsPage.tsx")).NotificationsPage,
);
const ModerationPage = lazyPage(async () => (await import("./moderation/ModerationPage.tsx")).ModerationPage);
const SettingsPage = lazyPage(async () => (await import("./settings/SettingsPage.tsx")).SettingsPage);
const NotFoundPage = lazyPage(async () => (await import("./shell/page/NotFoundPage.tsx")).NotFoundPage);

export function Routes() {
  return (
    <Switch>
      <Route path="/" component={HomePage} />
      <Route path="/posts/:id" component={ThreadPage} />
      <Route path="/users/:handle/:tab?" component={ProfilePage} />
      <Route path="/sign-in" component={SignInPage} />
      <Route path="/sign-up" component={SignUpPage} />
      <Route path="/confirm" component={ConfirmPage} />
      <Route path="/recover" component={RecoverPage} />
      <Route path="/challenge" component={ChallengePage} />
      <Route path="/welcome" component={WelcomePage} />
      <Route path="/notifications" component={NotificationsPage} />
      <Route path="/moderation/:tab?" component={ModerationPage} />
      <Route path="/settings/:section?" component={SettingsPage} />
      <Route component={NotFoundPage} />
    </Switch>
  );
}

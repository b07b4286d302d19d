export const en = {
  skip: "Skip to content",
  home: "Cruddur, home",
  navigation: {
    label: "Main",
    home: "Home",
    notifications: "Notifications",
    unread: "unread",
    profile: "Profile",
    settings: "Settings",
    moderation: "Moderation",
    compose: "Compose",
    signIn: "Sign in",
    join: "Join",
  },
  menu: {
    open: "Menu",
    signOut: "Sign out",
    tryAgain: "Try again",
    stillSignedIn: "Couldn’t sign out: Cruddur can’t be reached. You are still signed in.",
    language: "Language",
    theme: "Appearance",
    themes: { system: "System", light: "Light", dark: "Dark" },
  },
  offline:
    "You’re offline. What you see may be out of date, and what you write stays here until you’re back.",
  notFound: {
    title: "Page not found",
    lead: "It may have burned down, or never been there.",
    back: "Go to the feed",
  },
  unreachable: {
    title: "Couldn’t reach Cruddur",
    lead: "Check your connection. If you were signed in, you still are.",
    tryAgain: "Try again",
  },
  pageLoadFailed: {
    title: "Couldn’t load this page",
    lead: "Check your connection, then try again.",
    tryAgain: "Try again",
  },
  pageError: {
    title: "Something went wrong on this page",
    lead: "It’s our fault, not yours. Reloading usually helps, and nothing you posted is lost.",
    reload: "Reload",
    back: "Go to the feed",
  },
  loading: "Loading…",
};

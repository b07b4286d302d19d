import { unstyledHandle } from "./likeness.ts";

/** Who holds one of these seems to speak for the operator. */
const authorities = [
  "abuse",
  "account",
  "accounts",
  "admin",
  "administrator",
  "administrators",
  "admins",
  "billing",
  "contact",
  "copyright",
  "customer",
  "founder",
  "help",
  "helpdesk",
  "hostmaster",
  "legal",
  "mod",
  "moderation",
  "moderator",
  "moderators",
  "mods",
  "noreply",
  "official",
  "operator",
  "operators",
  "owner",
  "payments",
  "postmaster",
  "press",
  "privacy",
  "root",
  "safety",
  "security",
  "service",
  "staff",
  "superuser",
  "support",
  "sysadmin",
  "system",
  "trust",
  "verification",
  "verified",
  "verify",
  "webmaster",
];

/** Words that make no other person of an authority: `the_admin`, `support_team`. */
const companions = ["and", "care", "center", "centre", "desk", "no", "real", "reply", "team", "the"];

/** Paths and names of the service: an address of it must never look like a person. */
const places = [
  "about",
  "all",
  "api",
  "app",
  "assets",
  "auth",
  "blog",
  "challenge",
  "client",
  "compose",
  "confirm",
  "docs",
  "download",
  "everyone",
  "explore",
  "export",
  "faq",
  "favicon",
  "feed",
  "ftp",
  "graphql",
  "graphiql",
  "guest",
  "healthz",
  "here",
  "home",
  "imprint",
  "inbox",
  "index",
  "info",
  "jobs",
  "login",
  "logout",
  "mail",
  "me",
  "metrics",
  "news",
  "null",
  "nobody",
  "notifications",
  "offline",
  "playground",
  "post",
  "posts",
  "profile",
  "public",
  "readyz",
  "recover",
  "register",
  "robots",
  "search",
  "settings",
  "sign_in",
  "sign_out",
  "sign_up",
  "signin",
  "signout",
  "signup",
  "smtp",
  "static",
  "status",
  "terms",
  "undefined",
  "user",
  "users",
  "viewer",
  "welcome",
  "well_known",
  "www",
];

const unstyledAuthorities = new Set(authorities.map(unstyledHandle));
const unstyledCompanions = new Set(companions.map(unstyledHandle));
const unstyledPlaces = new Set(places.map(unstyledHandle));
const product = unstyledHandle("cruddur");

/**
 * Whether a handle is kept from everybody: it has the product's name, is a name or a path of the service, or is made of
 * words for its operator. Digits that look like letters, digits at the end and underscores make no difference.
 */
export function isReservedHandle(handle: string): boolean {
  const whole = unstyledHandle(handle);
  if (whole.includes(product) || unstyledPlaces.has(whole)) return true;
  const withoutNumber = unstyledHandle(withoutNumberAtEnd(handle));
  if (unstyledAuthorities.has(whole) || unstyledAuthorities.has(withoutNumber)) return true;
  const words = handle
    .split("_")
    .filter((word) => /\D/.test(word))
    .map((word) => [unstyledHandle(word), unstyledHandle(withoutNumberAtEnd(word))]);
  const isOf = (names: ReadonlySet<string>, forms: string[]): boolean =>
    forms.some((form) => names.has(form));
  return (
    words.some((forms) => isOf(unstyledAuthorities, forms)) &&
    words.every((forms) => isOf(unstyledAuthorities, forms) || isOf(unstyledCompanions, forms))
  );
}

function withoutNumberAtEnd(text: string): string {
  return text.replace(/(?<!\d)\d+$/, "");
}

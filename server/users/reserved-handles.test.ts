import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { isReservedHandle } from "./reserved-handles.ts";

it.each([
  "admin",
  "adm1n",
  "ad_min",
  "_admin_",
  "admin2",
  "admin_01",
  "the_admin",
  "real_adm1n_7",
  "support_team",
  "help_desk",
  "5upp0rt",
  "no_reply",
  "m0derators",
  "cruddur",
  "cruddur_support",
  "my_crud_dur",
  "officialcruddur",
  "graphql",
  "sign_in",
  "signin",
  "s1gn_up",
  "well_known",
  "www",
])("%s is kept from everybody", (handle) => {
  expect(isReservedHandle(handle)).toBe(true);
});

it.each([
  "worf",
  "administrata",
  "supportive_anna",
  "anna_helps",
  "rooted",
  "systematic",
  "modest",
  "team_worf",
  "the_real_worf",
  "user1984",
  "homer",
  "apis",
  "member_bcdfghjkmn",
])("%s is anybody's", (handle) => {
  expect(isReservedHandle(handle)).toBe(false);
});

it("every path of the web client and of the API is kept", () => {
  const routes = readFileSync(new URL("../../client/src/routes.tsx", import.meta.url), "utf8");
  const paths = Array.from(routes.matchAll(/path: \/\^\\\/([a-z-]+)/g), ([, path = ""]) => path);
  expect(paths).toContain("sign-in");
  const ofApi = ["graphql", "playground", "inbox", "metrics", "healthz", "readyz", "assets"];
  const free = [...paths, ...ofApi].filter((path) => !isReservedHandle(path.replaceAll("-", "_")));
  expect(free).toEqual([]);
});

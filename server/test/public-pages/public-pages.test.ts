import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, signInAgain, signUpPerson } from "../support/app/builders.ts";
import { deletePost, post, reply } from "../support/app/feed-actions.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

const client = fileURLToPath(new URL("../../../client", import.meta.url));

let webClient: string;
let app: TestApp;
let person: Person;
let isDatabaseDown = false;
beforeAll(async () => {
  // The pages are made of the web client's own index.html, and its files are those of `public`.
  webClient = await mkdtemp(join(tmpdir(), "cruddur-pages-"));
  await cp(join(client, "public"), webClient, { recursive: true });
  await cp(join(client, "index.html"), join(webClient, "index.html"));
  await writeFile(join(webClient, "page-code.json"), JSON.stringify({ "sign-in": ["/assets/sign-in.js"] }));
  app = await startTestApp({
    webClient,
    wrapDatabase: (database) => ({
      ...database,
      read: async (work) => {
        if (isDatabaseDown) throw Object.assign(new Error("down"), { code: "ECONNREFUSED" });
        return await (database.read ? database.read(work) : work(database.db));
      },
    }),
  });
  person = await signUpPerson(app, { name: "Worf, son of Mogh" });
});
afterAll(async () => {
  await app.stop();
  await rm(webClient, { recursive: true });
});

type Page = { status: number; headers: Headers; text: string };

async function get(path: string, headers: Record<string, string> = {}): Promise<Page> {
  const answer = await fetch(new URL(path, app.url), { redirect: "manual", headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** The content of a meta tag, by its name or property. */
function meta({ text }: Page, name: string): string | undefined {
  return new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)" />`).exec(text)?.[1];
}

const titleOf = ({ text }: Page): string | undefined => /<title>([^<]*)<\/title>/.exec(text)?.[1];
const canonicalOf = ({ text }: Page): string | undefined =>
  /<link rel="canonical" href="([^"]*)" \/>/.exec(text)?.[1];

describe("a public page", () => {
  it("of a post has its own title, tags for previews, and the post with its replies as text", async () => {
    const { id, createdAt, expiresAt } = await post(person.browser.sdk, "Today is a good day", {
      expiresIn: "ONE_DAY",
    });
    await reply(person.browser.sdk, id, "to post");
    const page = await get(`/posts/${id}`);
    expect(page.status).toBe(200);
    expect(titleOf(page)).toBe(`Worf, son of Mogh (@${person.handle}): “Today is a good day” · Cruddur`);
    expect(meta(page, "description")).toBe("Today is a good day");
    expect(meta(page, "og:description")).toBe("Today is a good day");
    expect(meta(page, "og:title")).toBe(titleOf(page));
    expect(meta(page, "og:type")).toBe("article");
    expect(meta(page, "article:published_time")).toBe(createdAt);
    expect(meta(page, "article:expiration_time")).toBe(expiresAt);
    expect(meta(page, "robots")).toContain(`unavailable_after: ${expiresAt}`);
    expect([canonicalOf(page), meta(page, "og:url")]).toEqual(
      Array.from({ length: 2 }, () => `${app.url}/posts/${id}`),
    );
    const image = await fetch(meta(page, "og:image") ?? "");
    expect([image.status, image.headers.get("content-type")]).toEqual([200, "image/png"]);
    for (const text of ["Today is a good day", "to post", `href="/users/${person.handle}"`])
      expect(page.text).toContain(text);
  });

  it("of a person and the home page show public posts as text and links", async () => {
    const { id } = await post(person.browser.sdk, "for everybody");
    await post(person.browser.sdk, "for members alone", { audience: "MEMBERS" });
    const [home, profile] = [await get("/"), await get(`/users/${person.handle}`)];
    expect([home.status, profile.status]).toEqual([200, 200]);
    expect([titleOf(home), titleOf(profile)]).toEqual([
      "Cruddur",
      `Worf, son of Mogh (@${person.handle}) · Cruddur`,
    ]);
    expect([canonicalOf(home), canonicalOf(profile)]).toEqual([
      `${app.url}/`,
      `${app.url}/users/${person.handle}`,
    ]);
    for (const { text } of [home, profile]) {
      expect(text).toContain("for everybody");
      expect(text).toContain(`href="/posts/${id}"`);
      expect(text).not.toContain("for members alone");
    }
  });

  it("is a guest's, whatever the request has", async () => {
    const { id } = await post(person.browser.sdk, "for members", { audience: "MEMBERS" });
    const headers = { authorization: `Bearer ${person.accessToken}` };
    expect((await get(`/posts/${id}`, headers)).status).toBe(404);
    expect((await get("/", headers)).text).not.toContain(id);
  });

  it("is in the language of the reader", async () => {
    const { id } = await post(person.browser.sdk, "salut");
    const french = await get(`/posts/${id}`, { "accept-language": "fr-CA, en;q=0.5" });
    expect(french.text).toContain('<html lang="fr" dir="ltr">');
    const arabic = await get("/", { "accept-language": "ar" });
    expect(arabic.text).toContain('<html lang="ar" dir="rtl">');
    expect(new Set([french, arabic, await get("/")].map((page) => meta(page, "description"))).size).toBe(3);
    expect(french.headers.get("vary")).toContain("Accept-Language");
  });

  it("is revalidated with each visit, and not sent again while it is the same", async () => {
    const { id } = await post(person.browser.sdk, "the same");
    const first = await get(`/posts/${id}`);
    expect(first.headers.get("cache-control")).toBe("no-cache");
    const known = { "if-none-match": first.headers.get("etag") ?? "" };
    expect((await get(`/posts/${id}`, known)).status).toBe(304);
    await reply(person.browser.sdk, id, "not any more");
    expect((await get(`/posts/${id}`, known)).status).toBe(200);
  });

  it("has one address: another spelling of a handle leads there", async () => {
    const upper = person.handle.toUpperCase();
    for (const path of [
      `/@${person.handle}`,
      `/users/@${person.handle}`,
      `/users/%40${upper}`,
      `/users/${upper}`,
      `/users/${person.handle}/`,
      `/@${upper}`,
    ]) {
      const { status, headers } = await get(path);
      expect([status, headers.get("location")]).toEqual([301, `/users/${person.handle}`]);
    }
  });

  it("allows no script of its own and nothing inline", async () => {
    const page = await get("/");
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self';");
    expect(page.text).not.toMatch(/ style=|<style|<script(?![^>]* src=)/);
  });
});

describe("an address that a guest cannot see", () => {
  it("has one page, whether it is for members, expired, deleted, malformed or never existed", async () => {
    const { sdk } = person.browser;
    const { id: forMembers } = await post(sdk, "secret", { audience: "MEMBERS" });
    const { id: expiring } = await post(sdk, "short", { expiresIn: "ONE_HOUR" });
    const { id: deleted } = await post(sdk, "gone");
    await deletePost(sdk, deleted);
    expect((await get(`/posts/${expiring}`)).status).toBe(200);
    app.advance({ hours: 1 });
    const never = "0193548a-7b2c-7000-8000-000000000000";
    const paths = [
      ...[forMembers, expiring, deleted, never, "nonsense", "%00", "%zz", "%ff", "a".repeat(500)].map(
        (id) => `/posts/${id}`,
      ),
      ...["nobody_has_this", "no spaces", "@", "%zz"].map((handle) => `/users/${handle}`),
      "/nowhere",
      "/nowhere/at.all",
    ];
    const pages = await Promise.all(paths.map(async (path) => await get(path, { accept: "text/html" })));
    expect(pages.map(({ status }) => status)).toEqual(paths.map(() => 404));
    expect(new Set(pages.map(({ text }) => text)).size).toBe(1);
    const headerNames = pages.map(({ headers }) => Array.from(headers.keys()).toSorted().join());
    expect(new Set(headerNames).size).toBe(1);
    expect(pages.map((page) => meta(page, "robots"))).toEqual(paths.map(() => "noindex"));
  });

  it("is told as JSON to programs that ask for a file or an API", async () => {
    for (const path of ["/assets/old.js", "/graphql", "/metrics", "/posts/%zz"])
      expect((await get(path)).headers.get("content-type")).toContain("application/json");
  });
});

describe("a page of the web client", () => {
  it("is served at every path of its routes, and its forms are not indexed", async () => {
    const routes = await readFile(join(client, "src/routes.tsx"), "utf8");
    // Each route is a regular expression: the first part of its path, and perhaps an optional second one.
    const paths = Array.from(routes.matchAll(/path: \/\^\\\/([\w-]+)(\(\?:)?/g), ([, name = "", second]) => ({
      path: `/${name}`,
      hasSecond: second !== undefined,
    }));
    expect(paths).toContainEqual({ path: "/sign-in", hasSecond: false });
    expect(paths).toContainEqual({ path: "/settings", hasSecond: true });
    for (const { path, hasSecond } of paths.filter((each) => !/^\/(?:posts|users)$/.test(each.path))) {
      const page = await get(path);
      expect([path, page.status, meta(page, "robots")]).toEqual([path, 200, "noindex"]);
      if (hasSecond) expect((await get(`${path}/one`)).status).toBe(200);
    }
  });

  it("names its own code in the head, and no other page does", async () => {
    const preload = '<link rel="modulepreload" crossorigin fetchpriority="low" href="/assets/sign-in.js" />';
    expect((await get("/sign-in?then=%2F")).text).toContain(preload);
    for (const path of ["/", "/sign-up", "/constructor", "/nowhere/sign-in"])
      expect((await get(path)).text).not.toContain("modulepreload");
  });

  it("starts without content while the database does not answer", async () => {
    await signInAgain(person);
    const { id } = await post(person.browser.sdk, "unreachable");
    isDatabaseDown = true;
    try {
      for (const path of ["/", `/posts/${id}`, `/users/${person.handle}`]) {
        const page = await get(path);
        expect([page.status, titleOf(page), meta(page, "robots")]).toEqual([200, "Cruddur", undefined]);
        expect(page.text).toContain('<div id="app"></div>');
        expect(page.text).not.toContain("unreachable");
      }
    } finally {
      isDatabaseDown = false;
    }
  });

  it("has icons and a manifest, and passwords are changed in the settings", async () => {
    const manifest = JSON.parse((await get("/site.webmanifest")).text);
    const files = [...manifest.icons.map(({ src }: { src: string }) => src), "/favicon.ico", "/robots.txt"];
    for (const file of [...files, "/apple-touch-icon.png", "/noscript.css"])
      expect([file, (await get(file)).status]).toEqual([file, 200]);
    const change = await get("/.well-known/change-password");
    expect([change.status, change.headers.get("location")]).toEqual([302, "/settings/password"]);
  });
});

it("a node that has too much to do sends the web client alone", async () => {
  const busy = await app.startNode({}, { webClient, admissionLimits: { requests: 0 } });
  const answer = await fetch(busy.url);
  expect(answer.status).toBe(200);
  expect(await answer.text()).not.toContain("for everybody");
});

it("hostile names and texts stay text", async () => {
  const hostile = `</title><script>alert(1)</script>"'\u202e&quot;\n<img src=x onerror=alert(1)>`;
  const { browser, handle } = await signUpPerson(app, { name: `</title><b>"Q"` });
  const { id } = await post(browser.sdk, hostile);
  for (const path of ["/", `/posts/${id}`, `/users/${handle}`]) {
    const { text } = await get(path);
    expect(text).toContain("&lt;/title&gt;");
    expect(text).not.toMatch(/<b>|<img|alert\(1\)<\/script>|\u202e/);
  }
});

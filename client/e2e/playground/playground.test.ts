import { expect, onTestFinished } from "vitest";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import type { Page } from "playwright-core";
import { test } from "../support/fixtures.ts";

test("the button signs in, and the tabs query, post and subscribe as that person, without other hosts", async ({
  app,
  context,
}) => {
  const person = await signUpPerson(app);
  const elsewhere: string[] = [];
  context.on("request", (request) => {
    if (new URL(request.url()).origin !== app.url && !request.url().startsWith("data:"))
      elsewhere.push(request.url());
  });
  // The editor has 4 MB of script, which takes a while on a busy machine.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  await page.goto("/playground");
  const tabs = page.getByRole("tab");
  await tabs.first().waitFor();
  expect(await tabs.allInnerTexts()).toEqual([
    "SignUp",
    "ConfirmSignUp",
    "SignIn",
    "HomeFeed",
    "CreateActivity",
  ]);
  await page.getByText("worf_son_of_mogh").waitFor();

  await page.getByRole("button", { name: "Sign in" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail").fill(person.email);
  await dialog.getByLabel("Password").fill("not the password");
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await dialog.getByRole("alert").waitFor();
  await dialog.getByLabel("Password").fill(person.password);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await page.getByText(`@${person.handle}`).waitFor();

  await tabs.getByText("HomeFeed").click();
  await page.getByRole("button", { name: "Headers" }).click();
  await page.getByText("Bearer ey").waitFor();
  const run = page.getByRole("button", { name: /^Execute/u });
  const answer = page.getByRole("region", { name: "Result Window" });
  await run.click();
  // Guests do not see these posts.
  await answer.getByText("MEMBERS").first().waitFor();

  await tabs.getByText("CreateActivity").click();
  // GraphiQL takes a moment to find the operations: until then the button has no menu to choose one.
  await run.and(page.locator("[aria-haspopup=menu]")).click();
  await page.getByRole("menuitem", { name: "ActivityPosted" }).click();
  await page.getByRole("button", { name: /^Stop/u }).waitFor();
  const input = { message: "Heard in the playground." };
  // The page does not show when the stream is open.
  const posting = setInterval(() => void person.browser.sdk.createActivity({ input }), 500);
  onTestFinished(() => clearInterval(posting));
  await answer.getByText("Heard in the playground.").waitFor();

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  expect(elsewhere).toEqual([]);
});

/** Everything that a script of the page can find in the browser after a reload. */
async function storedInBrowser(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const databases: unknown[] = [];
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.addEventListener("success", () => resolve(request.result));
        request.addEventListener("error", () => reject(request.error ?? new Error(name)));
      });
      for (const store of database.objectStoreNames) {
        const values = await new Promise((resolve, reject) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.addEventListener("success", () => resolve(request.result));
          request.addEventListener("error", () => reject(request.error ?? new Error(store)));
        });
        databases.push([name, store, values]);
      }
      database.close();
    }
    const cached: unknown[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        cached.push([request.url, await (await cache.match(request))?.text()]);
    }
    return JSON.stringify({
      local: Object.entries(localStorage),
      session: Object.entries(sessionStorage),
      cookies: document.cookie,
      windowName: window.name,
      history: history.state as unknown,
      url: location.href,
      databases,
      cached,
    });
  });
}

const earlierToken = "Bearer ey.of-an-earlier-version";
const earlierHeaders = JSON.stringify({ Authorization: earlierToken });

/** What GraphiQL stored before its storage had no headers. */
const earlierStorage: Record<string, string> = {
  "graphiql:headers": earlierHeaders,
  "graphiql:shouldPersistHeaders": "true",
  "graphiql:queries": JSON.stringify({
    queries: [
      { query: "query Earlier { viewer { id } }", headers: earlierHeaders, operationName: "Earlier" },
    ],
  }),
  "graphiql:favorites": JSON.stringify({
    favorites: [
      { query: "query Liked { viewer { handle } }", headers: earlierHeaders, label: "Liked", favorite: true },
    ],
  }),
  "graphiql:tabState": JSON.stringify({
    activeTabIndex: 0,
    tabs: [
      {
        id: "1",
        hash: `query|${earlierHeaders}`,
        title: "HomeFeed",
        query: "query HomeFeed { homeFeed(first: 20) { edges { node { audience message } } } }",
        variables: "",
        headers: earlierHeaders,
        operationName: "HomeFeed",
        response: null,
      },
    ],
  }),
  "graphiql:unreadable": `[${earlierHeaders}`,
};

test("no token is in any storage of the browser: with history, favourites, tabs, reload and sign-out", async ({
  app,
  context,
}) => {
  const person = await signUpPerson(app);
  const sent: (string | undefined)[] = [];
  context.on("request", (request) => {
    if (request.url().endsWith("/graphql")) sent.push(request.headers()["authorization"]);
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const expectNoToken = async (): Promise<void> => {
    const stored = await storedInBrowser(page);
    for (const secret of ["Bearer", "eyJ", "Authorization", earlierToken])
      expect(stored).not.toContain(secret);
  };
  const run = page.getByRole("button", { name: /^Execute/u });
  const answer = page.getByRole("region", { name: "Result Window" });
  // GraphiQL takes a moment to read the operation's name, and until then sends the name of the one before.
  const active = (name: string) => page.getByRole("tab", { name, selected: true });

  await page.goto("/inbox");
  await page.evaluate((entries) => Object.assign(localStorage, entries), earlierStorage);
  await page.goto("/playground");
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  await expectNoToken();

  await page.getByRole("button", { name: "Sign in" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail").fill(person.email);
  await dialog.getByLabel("Password").fill(person.password);
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await page.getByText(`@${person.handle}`).waitFor();
  await page.getByRole("button", { name: "Headers" }).click();
  await page.getByText("Bearer ey").waitFor();
  await run.click();
  // Guests do not see these posts.
  await answer.getByText("MEMBERS").first().waitFor();
  expect(sent.at(-1)).toMatch(/^Bearer ey/u);

  await page.getByRole("button", { name: "Show History" }).click();
  const history = page.getByRole("region", { name: "History" });
  await history.getByText("HomeFeed").first().waitFor();
  await history.getByRole("button", { name: "Add favorite" }).first().click();
  await page.getByRole("button", { name: "New tab" }).click();
  await page.getByText("Bearer ey").waitFor();
  const tabsStored = () =>
    page.evaluate(() => (localStorage.getItem("graphiql:tabState")?.match(/"id"/gu) ?? []).length);
  await expect.poll(tabsStored).toBe(2);
  expect(await page.evaluate(() => localStorage.getItem("graphiql:favorites"))).toContain("homeFeed");
  await expectNoToken();

  await page.reload();
  await page.getByText(`@${person.handle}`).waitFor();
  await page.getByRole("button", { name: "Headers" }).click();
  await page.getByText("Bearer ey").waitFor();
  await history.getByText("Liked").click();
  await active("Liked").waitFor();
  // The operation from the history has the session's token, and not one of its own.
  await page.getByText("Bearer ey").waitFor();
  await run.click();
  await answer.getByText(person.handle).waitFor();
  await expectNoToken();

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  await page.getByText("Bearer ey").waitFor({ state: "detached" });
  await expectNoToken();
  const before = sent.length;
  await history.getByText("HomeFeed").first().click();
  await active("HomeFeed").waitFor();
  await run.click();
  await answer.getByText("PUBLIC").first().waitFor();
  await page.reload();
  await history.getByText("HomeFeed").first().click();
  await run.click();
  await answer.getByText("PUBLIC").first().waitFor();
  expect(sent.slice(before).filter((header) => header !== undefined)).toEqual([]);
  await expectNoToken();
});

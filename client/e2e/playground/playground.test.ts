import { expect, onTestFinished } from "vitest";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
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
  context.setDefaultTimeout(30_000);
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

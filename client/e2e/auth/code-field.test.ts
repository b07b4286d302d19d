import { expect } from "vitest";
import { newAccount, newestCode } from "../../../server/test/support/app/builders.ts";
import { test } from "../support/fixtures.ts";
import { codeField, composeField, signUp } from "../support/page-actions.ts";
import { requestedOperation } from "../support/requested-operation.ts";

test("the last digit submits a code once; a wrong one makes room for the right one, which may be pasted with its text", async ({
  app,
  page,
}) => {
  const person = newAccount();
  const sent: string[] = [];
  page.on("request", (request) => sent.push(requestedOperation(request) ?? ""));
  const attempts = (): number => sent.filter((operation) => operation === "ConfirmSignUp").length;
  await signUp(page, person);
  const code = codeField(page);
  const right = await newestCode(app, person.email);
  const wrong = right === "000000" ? "111111" : "000000";

  await code.pressSequentially(wrong.slice(0, 5));
  expect(attempts()).toBe(0);
  await code.press(wrong.slice(5));
  await code.press("Enter");
  await expect.poll(() => code.getAttribute("aria-invalid")).toBe("true");
  expect(attempts()).toBe(1);
  await expect.poll(() => code.inputValue()).toBe("");
  expect(await code.evaluate((element) => element === document.activeElement)).toBe(true);
  await code.press("7");
  await expect.poll(() => code.getAttribute("aria-invalid")).toBe("false");

  await code.fill(`On 1 December 2026 your code is ${right.slice(0, 3)} ${right.slice(3)}. Tell nobody.`);
  await composeField(page).waitFor();
  expect(attempts()).toBe(2);
  // A short welcome.
  await page.getByText(`Welcome to Cruddur, ${person.name}`).first().waitFor();
});

test("the wait for another code goes on after a reload, and is right when a hidden page is shown again", async ({
  page,
}) => {
  await page.clock.install();
  await signUp(page, newAccount());
  const wait = page.getByRole("button", { name: /in \d+ s/u });
  await wait.waitFor();
  await page.clock.fastForward(40_000);
  await page.getByRole("button", { name: "Send a new code", exact: true }).click();
  await wait.waitFor();
  await page.reload();
  await wait.waitFor();

  const now = await page.evaluate(() => Date.now());
  await page.clock.pauseAt(now + 1000);
  // No timer fires, as on a device that sleeps.
  await page.clock.setSystemTime(now + 60_000);
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await page.getByRole("button", { name: "Send a new code", exact: true }).waitFor();
});

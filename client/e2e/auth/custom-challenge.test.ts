import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import { startTestApp } from "../../../server/test/support/app/test-app.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { test } from "../support/fixtures.ts";
import { startOnOtherPool } from "../support/other-pool.ts";
import { composeField } from "../support/page-actions.ts";

const functions = fileURLToPath(
  new URL("../../../server/test/support/app/trigger-functions.mjs", import.meta.url),
);
const arn = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

test("a question of the pool's triggers signs in in place of the password", async ({ page, webClient }) => {
  const app = await startTestApp({ webClient, environment: { USER_POOL_TRIGGERS: functions } });
  onTestFinished(app.stop);
  const node = await startOnOtherPool(app, webClient, {
    UsernameAttributes: ["email"],
    Policies: {
      PasswordPolicy: {
        MinimumLength: 12,
        RequireUppercase: false,
        RequireNumbers: false,
        RequireSymbols: false,
      },
    },
    LambdaConfig: {
      DefineAuthChallenge: arn("define-challenge"),
      CreateAuthChallenge: arn("create-challenge"),
      VerifyAuthChallengeResponse: arn("verify-challenge"),
    },
  });
  const person = await signUpPerson({ ...app, ...node });
  await page.goto(`${node.url}/sign-in`);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByRole("button", { name: "Answer a question" }).click();
  await page.getByRole("heading", { name: "Answer a question" }).waitFor();
  await page.getByText("How do Klingons greet?").waitFor();
  await expectAccessible(page);
  const answer = page.getByLabel("Answer", { exact: true });
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect.poll(() => answer.getAttribute("aria-invalid")).toBe("true");
  await answer.fill("hello");
  await page.keyboard.press("Enter");
  // The next challenge begins with an empty field.
  await expect.poll(() => answer.inputValue()).toBe("");
  await answer.fill("qapla");
  await page.keyboard.press("Enter");
  await composeField(page).waitFor();
});

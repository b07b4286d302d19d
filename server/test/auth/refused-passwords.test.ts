import { hash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { AdminCreateUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newAccount, newestCode, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { localUserPoolId, startTestApp, type TestApp } from "../support/app/test-app.ts";

const breached = "no list in here has this one";
const breachedHash = hash("sha1", breached).toUpperCase();
let app: TestApp;
let service: Server;
const log: string[] = [];

beforeAll(async () => {
  service = createServer(({ url = "" }, response) => {
    const isAsked = url === `/range/${breachedHash.slice(0, 5)}`;
    response.end(`${isAsked ? breachedHash.slice(5) : "0".repeat(35)}:7\r\n`);
  });
  await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
  const PASSWORD_BREACH_URL = `http://127.0.0.1:${(service.address() as AddressInfo).port}/range`;
  app = await startTestApp({
    environment: { PASSWORD_BREACH_URL, METRICS_PORT: "0", LOG_LEVEL: "debug" },
    log: (line) => log.push(line),
  });
});
afterAll(async () => {
  await app.stop();
  service.closeAllConnections();
  service.close();
});

describe("a password that somebody would guess soon", () => {
  it.each([
    ["that many have", "Password123!"],
    ["that is a repetition", "abcabcabcabc"],
    ["with the name", "Deanna Troi 1!"],
    ["with the handle", "deanna_handle_123"],
    ["with the address", "counsellor2024"],
    ["with the name of the service", "Cruddur-2026!"],
    ["that the breach service knows", breached],
  ])("%s is refused at a sign-up", async (_kind, password) => {
    const account = newAccount({ email: "counsellor@enterprise.example", handle: "deanna_handle", password });
    const { signUp } = await app.sdk.signUp({ input: account });
    expect(problemsOf(signUp)).toEqual(["PASSWORD_BREACHED password"]);
    expect(await app.mails(account.email)).toEqual([]);
  });

  it("is refused alike for an address with an account", async () => {
    const { email } = await signUpPerson(app);
    for (const password of [breached, "Password123!"]) {
      const { signUp } = await app.sdk.signUp({ input: newAccount({ email, password }) });
      expect(problemsOf(signUp)).toEqual(["PASSWORD_BREACHED password"]);
    }
    expect(await app.mails(email)).toHaveLength(1);
  });

  it("is refused at a change, with the person's own words, and the old one stays", async () => {
    const email = "ambassador@enterprise.example";
    const { password, handle, browser } = await signUpPerson(app, { email, name: "Lwaxana Troi" });
    for (const newPassword of ["Lwaxana2026!", `${handle}1`, "ambassador1234", breached]) {
      const input = { currentPassword: password, newPassword };
      const { changePassword } = await browser.sdk.changePassword({ input });
      expect(problemsOf(changePassword)).toEqual(["PASSWORD_BREACHED newPassword"]);
    }
    const { signIn } = await app.sdk.signIn({ input: { identifier: email, password } });
    expect(signIn.__typename).toBe("SignedIn");
  });

  it("is refused at a reset, without a hint of whose the address is, and the code stays", async () => {
    const { email } = await signUpPerson(app, { email: "betazoid@enterprise.example" });
    await app.sdk.forgotPassword({ input: { identifier: email } });
    const code = await newestCode(app, email);
    const reset = async (newPassword: string, identifier = email) =>
      (await app.sdk.confirmForgotPassword({ input: { identifier, code, newPassword } }))
        .confirmForgotPassword;
    for (const newPassword of ["Betazoid2026!", "iloveyou1234!", breached])
      expect(problemsOf(await reset(newPassword))).toEqual(["PASSWORD_BREACHED newPassword"]);
    // The name tells nothing before the code is known to be right.
    const ofAnybody = await reset("Deanna Troi 1!", "nobody@enterprise.example");
    expect(problemsOf(ofAnybody)).toEqual(["INVALID_OR_EXPIRED_CODE code"]);
    expect((await reset("quite another pass phrase")).__typename).toBe("SignedIn");
  });

  it("is refused in the answer to NEW_PASSWORD_REQUIRED, which can be repeated", async () => {
    const { email, password, name, handle } = newAccount({
      name: "Ian Troi",
      email: "invited@enterprise.example",
    });
    const temporary = "Temporary-Horse-1";
    await app.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: localUserPoolId,
        Username: email,
        TemporaryPassword: temporary,
        UserAttributes: [{ Name: "email", Value: email }],
        MessageAction: "SUPPRESS",
      }),
    );
    const { signIn } = await app.sdk.signIn({ input: { identifier: email, password: temporary } });
    const { token: challengeToken } = expectState(signIn, "ChallengeRequired").challenge;
    const answer = async (newPassword: string) =>
      (await app.sdk.respondToChallenge({ input: { challengeToken, newPassword, name, handle } }))
        .respondToChallenge;
    for (const newPassword of ["Ian_Troi_2026", "invited12345!", "qwertyuiop123", breached])
      expect(problemsOf(await answer(newPassword))).toEqual(["PASSWORD_BREACHED newPassword"]);
    expect((await answer(password)).__typename).toBe("SignedIn");
  });

  it("counts in the metrics, and the log has neither it nor its hash", async () => {
    const { signUp } = await app.sdk.signUp({ input: newAccount({ password: breached }) });
    expect(problemsOf(signUp)).toEqual(["PASSWORD_BREACHED password"]);
    expect(await app.metrics()).toMatch(/^cruddur_breach_queries_total\{outcome="breached"\} [1-9]/m);
    const text = log.join("\n");
    expect(text).toContain("PASSWORD_BREACHED");
    expect(text.toUpperCase()).not.toContain(breachedHash.slice(0, 5));
    expect(text).not.toContain(breached);
  });

  it("still signs in who has it already", async () => {
    const { email } = newAccount();
    const password = "Password123!";
    await app.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: localUserPoolId,
        Username: email,
        TemporaryPassword: password,
        UserAttributes: [{ Name: "email", Value: email }],
        MessageAction: "SUPPRESS",
      }),
    );
    const { signIn } = await app.sdk.signIn({ input: { identifier: email, password } });
    expect(signIn.__typename).toBe("ChallengeRequired");
  });
});

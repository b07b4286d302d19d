import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fetch } from "../../../client/sdk/send-operation.ts";
import { createSdk, type SdkSessionOptions } from "../../../client/sdk/sdk.ts";
import { type Account, newestCode, newAccount, signUpPerson } from "../support/app/builders.ts";
import { expectState, catchRequestError } from "../support/app/expectations.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** An SDK that keeps its session itself; its requests are counted by operation. */
function openSdk(session: Partial<SdkSessionOptions> = {}) {
  const sent: string[] = [];
  let isOffline = false;
  const counting: Fetch = (url, init) => {
    const { operationName } = JSON.parse(init.body as string) as { operationName: string };
    sent.push(operationName);
    return isOffline ? Promise.reject(new TypeError("fetch failed")) : fetch(url, init);
  };
  return {
    sdk: createSdk({
      url: `${app.url}/graphql`,
      fetch: counting,
      session: { delivery: "PAYLOAD", ...session },
    }),
    count: (name: string) => sent.filter((operation) => operation === name).length,
    setOffline: (offline: boolean) => {
      isOffline = offline;
    },
  };
}

async function signedIn(account: Account, session?: Partial<SdkSessionOptions>) {
  const opened = openSdk(session);
  const { email, password } = account;
  expectState((await opened.sdk.signIn({ input: { identifier: email, password } })).signIn, "SignedIn");
  return opened;
}

describe("the SDK with a session", () => {
  it("is signed in by confirmSignUp, and requests the refresh token in the payload", async () => {
    const { sdk } = openSdk();
    const account = newAccount();
    await sdk.signUp({ input: account });
    expect(sdk.session.state()).toEqual({ status: "guest", ended: false });
    const { confirmSignUp } = await sdk.confirmSignUp({
      input: { identifier: account.email, code: await newestCode(app, account.email) },
    });
    expect(expectState(confirmSignUp, "SignedIn").session.refreshToken).toBeTruthy();
    expect(sdk.session.state()).toMatchObject({ status: "signedIn", viewer: { handle: account.handle } });
    expect((await sdk.viewer()).viewer?.handle).toBe(account.handle);
  });

  it("is signed in by confirmForgotPassword", async () => {
    const { email, handle } = await signUpPerson(app);
    const { sdk } = openSdk();
    await sdk.forgotPassword({ input: { identifier: email } });
    const code = await newestCode(app, email);
    await sdk.confirmForgotPassword({
      input: { identifier: email, code, newPassword: "make it so, number one" },
    });
    expect((await sdk.viewer()).viewer?.handle).toBe(handle);
  });

  it("refreshes once for parallel calls when the API refuses an expired token", async () => {
    const person = await signUpPerson(app);
    const [laptop, server] = [await signedIn(person), await signedIn(person)];
    app.advance({ minutes: 16 });
    const calls = [laptop, server].flatMap(({ sdk }) => [
      sdk.viewer(),
      sdk.homeFeed(),
      sdk.viewer(),
      sdk.viewer(),
    ]);
    expect(await Promise.all(calls)).toHaveLength(8);
    for (const { count } of [laptop, server]) {
      expect(count("RefreshSession")).toBe(1);
      expect(count("Viewer")).toBe(6);
      expect(count("HomeFeed")).toBe(2);
    }
  });

  it("refreshes before the token expires by its clock, and sends each call once", async () => {
    let now = Date.now();
    const person = await signUpPerson(app);
    // Earlier tests have advanced the application's clock.
    const { sdk, count } = openSdk({ now: () => now });
    const { signIn } = await sdk.signIn({ input: { identifier: person.email, password: person.password } });
    now = Date.parse(expectState(signIn, "SignedIn").session.expiresAt) - 10_000;
    await Promise.all([sdk.viewer(), sdk.viewer(), sdk.viewer()]);
    expect([count("RefreshSession"), count("Viewer")]).toEqual([1, 3]);
  });

  it("keeps the session through many expiries, while its refresh token rotates", async () => {
    const { sdk, count } = await signedIn(await signUpPerson(app));
    for (let expiries = 0; expiries < 4; expiries++) {
      app.advance({ minutes: 16 });
      expect((await sdk.viewer()).viewer).not.toBeNull();
    }
    expect(count("RefreshSession")).toBe(4);
  });

  it("signs out: the API refuses its tokens, and it becomes a guest", async () => {
    let kept: string | undefined;
    const store = {
      load: () => kept,
      save: (refreshToken: string | undefined) => {
        kept = refreshToken;
      },
    };
    const { sdk } = await signedIn(await signUpPerson(app), { store });
    const refreshToken = kept;
    expect(refreshToken).toBeTruthy();
    await sdk.session.signOut();
    expect(kept).toBeUndefined();
    expect((await sdk.viewer()).viewer).toBeNull();
    const { refreshSession } = await app.sdk.refreshSession({ input: { refreshToken } });
    expect(refreshSession.__typename).toBe("Rejected");
  });

  it("becomes a guest after signOutEverywhere and deleteAccount, and not with exceptCurrent", async () => {
    const person = await signUpPerson(app);
    const { sdk } = await signedIn(person);
    await sdk.signOutEverywhere({ input: { exceptCurrent: true } });
    expect(sdk.session.state().status).toBe("signedIn");
    await sdk.signOutEverywhere();
    expect(sdk.session.state()).toEqual({ status: "guest", ended: false });

    const { email, password } = person;
    await sdk.signIn({ input: { identifier: email, password } });
    const { deleteAccount } = await sdk.deleteAccount({ input: { password } });
    expectState(deleteAccount, "AccountDeleted");
    expect(sdk.session.state()).toEqual({ status: "guest", ended: false });
  });

  it("has the changed profile after updateProfile", async () => {
    const { sdk } = await signedIn(await signUpPerson(app));
    let changes = 0;
    sdk.session.subscribe(() => changes++);
    expectState((await sdk.updateProfile({ input: { name: "Counselor Troi" } })).updateProfile, "Viewer");
    expect(sdk.session.state()).toMatchObject({ viewer: { name: "Counselor Troi" } });
    await sdk.session.refresh();
    expect(changes).toBe(1);
  });

  it("signs out with an expired access token", async () => {
    const { sdk, count } = await signedIn(await signUpPerson(app));
    app.advance({ minutes: 16 });
    await sdk.session.signOut();
    expect([count("SignOut"), count("RefreshSession")]).toEqual([2, 1]);
    expect(sdk.session.state()).toEqual({ status: "guest", ended: false });
  });

  it("signs out of a session that ended elsewhere", async () => {
    const person = await signUpPerson(app);
    const { sdk } = await signedIn(person);
    await resetPassword(person.email);
    await sdk.session.signOut();
    expect(sdk.session.state()).toEqual({ status: "guest", ended: false });
  });

  it("becomes a guest when its session ended elsewhere", async () => {
    const person = await signUpPerson(app);
    const { sdk } = await signedIn(person);
    await resetPassword(person.email);
    expect((await catchRequestError(sdk.viewer())).code).toBe("UNAUTHENTICATED");
    expect(sdk.session.state()).toEqual({ status: "guest", ended: true });
    expect((await sdk.viewer()).viewer).toBeNull();
  });

  it("stays signed in while the API cannot be reached", async () => {
    const { sdk, setOffline } = await signedIn(await signUpPerson(app));
    app.advance({ minutes: 16 });
    setOffline(true);
    expect((await catchRequestError(sdk.viewer())).status).toBeUndefined();
    await expect(sdk.session.signOut()).rejects.toThrow("SignOut");
    expect(sdk.session.state().status).toBe("signedIn");
    setOffline(false);
    expect((await sdk.viewer()).viewer).not.toBeNull();
  });

  it("never returns one user's response as another user's who signs in meanwhile", async () => {
    const [ada, worf] = [await signUpPerson(app), await signUpPerson(app)];
    const { sdk } = await signedIn(ada);
    app.advance({ minutes: 16 });
    const [call] = await Promise.allSettled([
      sdk.viewer(),
      sdk.signIn({ input: { identifier: worf.email, password: worf.password } }),
    ]);
    if (call.status === "fulfilled") expect(call.value.viewer?.handle).toBe(ada.handle);
    else expect(call.reason).toMatchObject({ code: "UNAUTHENTICATED" });
    expect((await sdk.viewer()).viewer?.handle).toBe(worf.handle);
  });

  it("rejects with the error of its store", async () => {
    const store = {
      load: () => "a token",
      save: () => {
        throw new Error("The disk is full");
      },
    };
    const { email, password } = await signUpPerson(app);
    const { sdk } = openSdk({ store });
    await expect(sdk.signIn({ input: { identifier: email, password } })).rejects.toThrow("The disk is full");
    expect((await sdk.viewer()).viewer?.email).toBe(email);
  });
});

/** Ends all sessions of the account. */
async function resetPassword(email: string): Promise<void> {
  await app.sdk.forgotPassword({ input: { identifier: email } });
  const code = await newestCode(app, email);
  const input = { identifier: email, code, newPassword: "make it so, number one" };
  expectState((await app.sdk.confirmForgotPassword({ input })).confirmForgotPassword, "SignedIn");
}

import { useActionState } from "react";
import type { ReactNode, RefObject } from "react";
import type { SessionSdk } from "../sdk/sdk.ts";
import { respondToChallenge, signInWithPassword } from "./sign-in.ts";
import type { SignInStep } from "./sign-in.ts";

/** Signs in with e-mail and password, and with a code if the account requires one. */
export function SignInDialog({
  sdk,
  dialog,
}: {
  sdk: SessionSdk;
  dialog: RefObject<HTMLDialogElement | null>;
}) {
  const [step, act, isBusy] = useActionState<SignInStep, FormData>(
    async (previous, form) => {
      const next = await (previous.name === "code"
        ? respondToChallenge(sdk, previous, text(form, "code"))
        : signInWithPassword(sdk, text(form, "email"), text(form, "password")));
      if (next.name === "done") dialog.current?.close();
      return next;
    },
    { name: "password" },
  );
  return (
    <dialog ref={dialog} className="sign-in" aria-labelledby="sign-in-title" closedby="any">
      <form action={act}>
        <h2 id="sign-in-title">Sign in</h2>
        {step.name === "code" ? (
          <label key={step.challengeToken}>
            {step.label}
            <input name="code" inputMode="numeric" autoComplete="one-time-code" required autoFocus />
          </label>
        ) : (
          <>
            <label>
              E-mail
              <input
                name="email"
                type="email"
                autoComplete="username"
                required
                autoFocus
                defaultValue={"email" in step ? step.email : ""}
              />
            </label>
            <label>
              Password
              <input name="password" type="password" autoComplete="current-password" required />
            </label>
          </>
        )}
        {"problem" in step && step.problem !== undefined && <p role="alert">{withLinks(step.problem)}</p>}
        <div className="sign-in-actions">
          <button type="button" className="graphiql-button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="submit" className="graphiql-button session-enter" disabled={isBusy}>
            Sign in
          </button>
        </div>
      </form>
    </dialog>
  );
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/** Makes links of the paths in a text. */
function withLinks(message: string): ReactNode {
  return message.split(/(\/[\w-]+)/u).map((part) =>
    part.startsWith("/") ? (
      <a key={part} href={part} target="_blank" rel="noreferrer">
        {part}
      </a>
    ) : (
      part
    ),
  );
}

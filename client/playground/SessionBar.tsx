import { useRef, useSyncExternalStore } from "react";
import type { SessionSdk } from "../sdk/sdk.ts";
import { SignInDialog } from "./SignInDialog.tsx";

/** The viewer, with buttons to sign in or out. */
export function SessionBar({ sdk }: { sdk: SessionSdk }) {
  const { session } = sdk;
  const state = useSyncExternalStore(session.subscribe, session.state);
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <div className="session">
      {state.status === "signedIn" && (
        <>
          <span className="session-viewer" title={state.viewer.email ?? undefined}>
            @{state.viewer.handle}
          </span>
          <button
            type="button"
            className="graphiql-button"
            onClick={() => void session.signOut().catch(session.refresh)}
          >
            Sign out
          </button>
        </>
      )}
      {state.status === "guest" && (
        <button
          type="button"
          className="graphiql-button session-enter"
          onClick={() => dialog.current?.showModal()}
        >
          Sign in
        </button>
      )}
      {state.status === "unreachable" && (
        <button type="button" className="graphiql-button" onClick={() => void session.refresh()}>
          The API cannot be reached. Try again
        </button>
      )}
      <SignInDialog sdk={sdk} dialog={dialog} />
      <a className="session-home" href="/" title="To Cruddur">
        <img src="/favicon.svg" alt="Cruddur" width="26" height="26" />
      </a>
    </div>
  );
}

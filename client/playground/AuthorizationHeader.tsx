import { useGraphiQL } from "@graphiql/react";
import { useEffect, useState } from "react";
import type { Session } from "../sdk/session/session.ts";
import type { Authorization } from "./authorization.ts";

/** A token is renewed half a minute before it expires, so one that is looked at this often never does. */
const lookAgainAfterMs = 10_000;

interface AuthorizationHeaderProps {
  session: Session;
  authorization: Authorization;
}

/** Keeps the Authorization header of the open tab that of the session. */
export function AuthorizationHeader({ session, authorization }: AuthorizationHeaderProps) {
  const token = useAccessToken(session, authorization);
  const tab = useGraphiQL(({ activeTabIndex }) => activeTabIndex);
  return <FilledHeader key={tab} token={token} authorization={authorization} />;
}

/** Fills it in when a tab is opened and when the token changes, and lets it be changed by hand in between. */
function FilledHeader({ token, authorization }: { token: string | undefined; authorization: Authorization }) {
  const editor = useGraphiQL(({ headerEditor }) => headerEditor);
  useEffect(() => {
    if (!editor) return;
    const text = editor.getValue();
    const filled = authorization.fill(text, token);
    if (filled !== text) editor.setValue(filled);
  }, [editor, token, authorization]);
  return null;
}

function useAccessToken(session: Session, authorization: Authorization): string | undefined {
  const [token, setToken] = useState<string>();
  useEffect(() => {
    const look = (): void => {
      if (session.state().status !== "starting") void authorization.token().then(setToken);
    };
    look();
    const stop = session.subscribe(look);
    const timer = setInterval(look, lookAgainAfterMs);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [session, authorization]);
  return token;
}

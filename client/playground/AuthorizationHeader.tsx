import { useGraphiQL } from "@graphiql/react";
import { useEffect, useState } from "react";
import type { Session } from "../sdk/session/session.ts";
import type { Authorization } from "./authorization.ts";

/** Tokens are renewed 30 seconds before they expire, so that a token checked this often never expires. */
const checkIntervalMs = 10_000;

interface AuthorizationHeaderProps {
  session: Session;
  authorization: Authorization;
}

/** Keeps the session's token in the Authorization header of the active tab. */
export function AuthorizationHeader({ session, authorization }: AuthorizationHeaderProps) {
  const token = useAccessToken(session, authorization);
  const tab = useGraphiQL(({ activeTabIndex }) => activeTabIndex);
  return <HeaderFiller key={tab} token={token} authorization={authorization} />;
}

/**
 * Fills in the header when a tab is opened, when an operation is taken from the history, which has no headers or an old
 * token, and when the token changes. In between it can be edited.
 */
function HeaderFiller({ token, authorization }: { token: string | undefined; authorization: Authorization }) {
  const editor = useGraphiQL(({ headerEditor }) => headerEditor);
  useEffect(() => {
    if (!editor) return undefined;
    const fill = (): void => {
      const text = editor.getValue();
      const filled = authorization.fill(text, token);
      if (filled !== text) editor.setValue(filled);
    };
    fill();
    // Only GraphiQL replaces the whole text.
    const listener = editor.onDidChangeModelContent(({ isFlush }) => {
      if (isFlush) fill();
    });
    return () => listener.dispose();
  }, [editor, token, authorization]);
  return null;
}

function useAccessToken(session: Session, authorization: Authorization): string | undefined {
  const [token, setToken] = useState<string>();
  useEffect(() => {
    const update = (): void => {
      if (session.state().status !== "starting") void authorization.token().then(setToken);
    };
    update();
    const unsubscribe = session.subscribe(update);
    const timer = setInterval(update, checkIntervalMs);
    return () => {
      unsubscribe();
      clearInterval(timer);
    };
  }, [session, authorization]);
  return token;
}

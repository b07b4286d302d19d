import { createRoot } from "react-dom/client";
import { createSdk } from "../sdk/sdk.ts";
import { Playground } from "./Playground.tsx";
import { editorEnvironment } from "./workers.ts";
import "graphiql/style.css";
import "./playground.css";

window.MonacoEnvironment = editorEnvironment;

const url = "/graphql";
// Shares the web client's session, by the cookie.
const sdk = createSdk({ url, session: { delivery: "COOKIE" } });
void sdk.session.refresh();

const root = document.getElementById("playground");
if (root === null) throw new Error("index.html has no #playground");
createRoot(root).render(<Playground url={url} sdk={sdk} />);

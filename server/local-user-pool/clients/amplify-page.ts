// The script of a page that uses Amplify. Vite bundles it as `window.amplify`.
export * as auth from "aws-amplify/auth";
export { configureAmplify } from "./amplify-setup.ts";

// What a page loads that uses Amplify: one script, made by Vite, that leaves this in `window.amplify`.
export * as auth from "aws-amplify/auth";
export { configureAmplify } from "./amplify-setup.ts";

// The functions of this folder on a laptop: USER_POOL_TRIGGERS=deploy/triggers/local.mjs npm start
import customMessageFunction from "./custom-message.cjs";
import preTokenGenerationFunction from "./pre-token-generation.cjs";

export const customMessage = customMessageFunction.handler;
export const preTokenGeneration = preTokenGenerationFunction.handler;

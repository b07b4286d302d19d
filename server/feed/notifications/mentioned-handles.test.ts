import { expect, test } from "vitest";
import { mentionCases } from "../../../client/src/feed/text/mention-cases.ts";
import { mentionedHandles } from "./mentioned-handles.ts";

test.each(mentionCases)("%j mentions %j", (message, handles) => {
  expect(mentionedHandles(message)).toEqual(handles);
});

import type { CoreServices } from "../../server/features/feature-host.ts";
import type { RequestContext } from "../../server/graphql/context.ts";
import type { WrittenNotes } from "./written-notes.ts";

/** What the resolvers of notes get: what every resolver gets, and the feature's own part. */
export type NotesContext = RequestContext & CoreServices & { writtenNotes: WrittenNotes };

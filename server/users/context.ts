import type { Database, Read } from "../database/database.ts";
import type { RequestContext } from "../graphql/context.ts";
import type { UserPool } from "../user-pool/user-pool.ts";

/** The parts of the application that profiles and the viewer use. */
export type UsersServices = {
  db: Database;
  /** For reads that a replica may serve. */
  read: Read;
};

export type UsersContext = RequestContext &
  UsersServices & {
    /** Its calls count for the member who sends the request, or else for the network. */
    userPool: UserPool;
  };

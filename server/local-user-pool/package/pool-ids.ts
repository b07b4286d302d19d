/** A pool as clients are configured for it. */
export type PoolIds = {
  id: string;
  name: string;
  clients: {
    id: string;
    name: string;
    /** Absent for a public client. */
    secret?: string;
  }[];
};

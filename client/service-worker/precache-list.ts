/** The files of the web client that the service worker stores. The build writes them (precache.ts). */
export interface PrecacheList {
  /** Changes with every file. */
  version: string;
  /** The paths of the files with a hash in their name, and of the page without a connection. */
  files: string[];
}

/** Production on this machine: what it refuses unless it is told, it is told. */
export const productionEnvironment = {
  NODE_ENV: "production",
  EMBEDDED_DATABASE: "on",
  LOCAL_USER_POOL: "on",
  INBOX: "on",
  HOST: "localhost",
};

/** Whether a URL names an Aurora DSQL cluster, e.g. `postgres://admin@….dsql.eu-west-1.on.aws/postgres`. */
export function isDsqlUrl(url: string): boolean {
  return URL.canParse(url) && /\.dsql\.[a-z0-9-]+\.on\.aws$/.test(new URL(url).hostname);
}

const table = String.raw`"(?:activities|likes|notifications)"`;
const condition = String.raw`"bucket"(?:, [^)]*\))? (?:=|in)`;

/** Searches that go through all buckets, by the beginnings of their conditions. */
const searches = {
  "the home feed": String.raw`\(+"activities"\."is_reply", `,
  "an author's list": String.raw`\(+"activities"\."author_id", `,
  "a user's activities, when the account is deleted": String.raw`\(*"activities"\."author_id" = `,
  "a user's likes, when the account is deleted": String.raw`\(*"likes"\."user_id" = `,
  "a person's notifications": String.raw`\(+notification\.recipient_id, `,
  "notifications of several people": String.raw`\(*"notifications"\."recipient_id" = `,
  "activities that have expired": String.raw`\(*"activities"\."expires_at" <= `,
};

const mentionsTable = new RegExp(String.raw`(?:from|join|into|update) ${table}`);
const insertion = new RegExp(String.raw`insert into ${table} \((?<columns>[^)]*)\)`);
const change = new RegExp(String.raw`(?:update|delete from) ${table}.*? where (?<rest>.*)$`, "s");
/** A change that is a part of a `with`. */
const changeInWith = new RegExp(
  String.raw`\bas \(\s*(?:update|delete from) ${table}(?<rest>.*?)(?= returning |\s\)[,\s])`,
  "gs",
);
/** A join with one of the tables, up to the next clause. */
const join = new RegExp(
  String.raw`join ${table}(?: "\w+")? on (?<on>.*?)(?= (?:inner|left|cross) join | where | order by | limit |\)? as |$)`,
  "gs",
);
const lateral = new RegExp(String.raw`lateral \(select .*? from ${table} where (?<where>.*?)order by`, "gs");
const hasCondition = new RegExp(condition);
const isSearch = new RegExp(String.raw`where (?:${Object.values(searches).join("|")})`);

/**
 * What a statement does with activities, likes or notifications without their bucket: on a distributed database it would ask every server,
 * or be refused.
 */
export function bucketFaults(text: string): string[] {
  if (!mentionsTable.test(text)) return [];
  const faults: string[] = [];
  const inserted = insertion.exec(text)?.groups?.["columns"];
  if (inserted !== undefined) {
    if (!inserted.includes('"bucket"')) faults.push("an insert without bucket");
  } else if (/^\s*(?:update|delete)/.test(text)) {
    if (!hasCondition.test(change.exec(text)?.groups?.["rest"] ?? "")) faults.push("a change without bucket");
  } else if (!hasCondition.test(text) && !isSearch.test(text)) faults.push("a read without bucket");
  for (const { groups } of text.matchAll(changeInWith))
    if (!hasCondition.test(groups?.["rest"] ?? "")) faults.push("a change without bucket");
  for (const { groups } of text.matchAll(join))
    if (!hasCondition.test(groups?.["on"] ?? "")) faults.push("a join without bucket");
  for (const { groups } of text.matchAll(lateral))
    if (!hasCondition.test(groups?.["where"] ?? "")) faults.push("a lateral join without bucket");
  return faults.map((fault) => `${fault}: ${text}`);
}

import { expect, it } from "vitest";
import { bucketFaults } from "./bucket-rules.ts";

it.each([
  `insert into "activities" ("id", "author_id") values ($1, $2)`,
  `insert into "likes" ("activity_id", "user_id") values ($1, $2)`,
  `update "activities" set "likes_count" = 1 where "activities"."id" = $1 returning "bucket"`,
  `delete from "likes" where "likes"."activity_id" = $1`,
  `delete from "activities" where "activities"."id" in ($1)`,
  `select "bucket", "id" from "activities" where "activities"."id" = $1 for update`,
  `select "id" from "activities" where "activities"."reply_to_id" = $1`,
  `select "user_id" from "likes" where "likes"."activity_id" = any($1)`,
  `select 1 from unnest($1) as wanted (bucket, id) inner join "likes" on "likes"."activity_id" = wanted.id where "likes"."bucket" = $2`,
  `select 1 from "activities" inner join "likes" on "likes"."activity_id" = "activities"."id" where "activities"."bucket" = $1`,
  `select 1 from "activities" "parent" cross join lateral (select "id" from "activities" where "activities"."reply_to_id" = "parent"."id" order by "id") "page" where "parent"."bucket" = $1`,
  `with found as (select 1 from "activities" where "activities"."bucket" = $1), changed as (update "activities" set likes_count = 1 from found where "activities"."id" = $2 returning 1) select 1 from changed`,
])("finds a fault in %s", (text) => {
  expect(bucketFaults(text)).not.toEqual([]);
});

it.each([
  `insert into "activities" ("bucket", "id") values ($1, $2)`,
  `update "activities" set "likes_count" = 1 where ("activities"."bucket" = $1 and "activities"."id" = $2)`,
  `delete from "likes" where ("likes"."bucket", "likes"."activity_id") in (select 1, 2)`,
  `select "id" from "activities" where (("activities"."is_reply", "activities"."id") <= (false, $1))`,
  `select "id" from "users" where "users"."id" = $1`,
  `select 1 from unnest($1) as wanted (bucket, id) inner join "likes" on "likes"."bucket" = wanted.bucket and "likes"."activity_id" = wanted.id`,
  `with changed as (update "activities" set likes_count = 1 where "activities"."bucket" = $1 and "activities"."id" = $2 returning 1) select 1 from changed`,
])("finds no fault in %s", (text) => {
  expect(bucketFaults(text)).toEqual([]);
});

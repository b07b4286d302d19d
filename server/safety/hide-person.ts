import { sql } from "drizzle-orm";
import { preparedStatements } from "../database/prepared.ts";
import { inTransaction } from "../database/transaction.ts";
import { findUser } from "../users/find-user.ts";
import type { User } from "../users/user.type.ts";
import type { SafetyContext } from "./context.ts";
import { noteChange } from "./note-change.ts";
import { maximumHidden, type Relation, type RelationKind, relations } from "./relations.ts";

type HidingContext = Pick<SafetyContext, "db" | "clock" | "newId" | "hiddenPeopleCache">;

/**
 * Blocks or mutes a person. Doing it again changes nothing.
 *
 * @returns the person; NOT_FOUND if there is none; LIMIT_REACHED with as many others as there may be.
 */
export async function hidePerson(
  { db, clock, newId, hiddenPeopleCache }: HidingContext,
  hiding: Relation,
): Promise<User | "NOT_FOUND" | "LIMIT_REACHED"> {
  const { kind, by, whom } = hiding;
  try {
    return await inTransaction(db, async (tx) => {
      const person = await findUser(tx, whom);
      if (!person) return "NOT_FOUND";
      const [known] = await findRelation(tx, kind, { by, whom });
      if (known) return person;
      // First of all: it makes the changes of one person wait for each other, so that they are counted one by one.
      await noteChange(tx, hiding, newId());
      const [counted] = await countRelations(tx, kind, { by });
      if (Number(counted?.[0]) >= maximumHidden) return "LIMIT_REACHED";
      await insertRelation(tx, kind, { by, whom, id: newId(), createdAt: clock().toISOString() });
      return person;
    });
  } finally {
    hiddenPeopleCache.changed([by, whom]);
  }
}

/**
 * Takes a block or a mute back, if there is one.
 *
 * @returns the person; NOT_FOUND if there is none.
 */
export async function showPerson(
  { db, newId, hiddenPeopleCache }: HidingContext,
  hiding: Relation,
): Promise<User | "NOT_FOUND"> {
  const { kind, by, whom } = hiding;
  try {
    return await inTransaction(db, async (tx) => {
      const person = await findUser(tx, whom);
      if (!person) return "NOT_FOUND";
      const [known] = await findRelation(tx, kind, { by, whom });
      if (!known) return person;
      await noteChange(tx, hiding, newId());
      await deleteRelation(tx, kind, { by, whom });
      return person;
    });
  } finally {
    hiddenPeopleCache.changed([by, whom]);
  }
}

const by = sql`${sql.placeholder("by")}::uuid`;
const whom = sql`${sql.placeholder("whom")}::uuid`;

const findRelation = preparedStatements(
  (kind: RelationKind) => `find_${kind.toLowerCase()}`,
  (kind) => {
    const relation = relations[kind];
    return sql`select true from ${relation.table} where ${relation.by} = ${by} and ${relation.whom} = ${whom}`;
  },
);

const countRelations = preparedStatements(
  (kind: RelationKind) => `count_${kind.toLowerCase()}s`,
  (kind) => sql`select count(*) from ${relations[kind].table} where ${relations[kind].by} = ${by}`,
);

const insertRelation = preparedStatements(
  (kind: RelationKind) => `insert_${kind.toLowerCase()}`,
  (kind) => {
    const relation = relations[kind];
    const columns = sql.join(
      [relation.by, relation.whom, relation.table.id, relation.table.createdAt].map(({ name }) =>
        sql.identifier(name),
      ),
      sql`, `,
    );
    return sql`insert into ${relation.table} (${columns})
      values (${by}, ${whom}, ${sql.placeholder("id")}::uuid, ${sql.placeholder("createdAt")}::timestamptz)
      on conflict do nothing`;
  },
);

const deleteRelation = preparedStatements(
  (kind: RelationKind) => `delete_${kind.toLowerCase()}`,
  (kind) => {
    const relation = relations[kind];
    return sql`delete from ${relation.table} where ${relation.by} = ${by} and ${relation.whom} = ${whom}`;
  },
);

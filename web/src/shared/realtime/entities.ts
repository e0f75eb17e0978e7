/** An entity whose copies can be told apart by age. */
export interface Versioned {
  readonly version: number;
}

/** Entities by id. Never changed in place. */
export type Entities<T> = ReadonlyMap<string, T>;

/**
 * The one way anything enters a table, whether it comes from a snapshot, an event or an answer: the newest version
 * wins, a repeated or older one changes nothing (the same table comes back, so nothing renders).
 */
export const put = <T extends Versioned>(table: Entities<T>, id: string, entity: T): Entities<T> => {
  const present = table.get(id);
  if (present && present.version >= entity.version) return table;
  return new Map(table).set(id, entity);
};

/** Many at once. */
export const putAll = <T extends Versioned>(table: Entities<T>, entities: readonly T[], idOf: (entity: T) => string): Entities<T> => {
  const fresh = entities.filter((entity) => (table.get(idOf(entity))?.version ?? -Infinity) < entity.version);
  if (fresh.length === 0) return table;
  const next = new Map(table);
  for (const entity of fresh) {
    const id = idOf(entity);
    if ((next.get(id)?.version ?? -Infinity) < entity.version) next.set(id, entity);
  }
  return next;
};

/** Without one entity. */
export const drop = <T>(table: Entities<T>, id: string): Entities<T> => {
  if (!table.has(id)) return table;
  const next = new Map(table);
  next.delete(id);
  return next;
};

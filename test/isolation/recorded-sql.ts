// The statements that this process sends to PostgreSQL, as they go over the wire, while something runs.

import pg from 'pg';

/** In order, the text without parameters; but for what `owner` sends. */
export async function recordSql(owner: pg.Client, work: () => Promise<unknown>): Promise<readonly string[]> {
  const sent: string[] = [];
  const hear = (connection: unknown, text: string) => {
    if (connection !== (owner as unknown as { connection: unknown }).connection) sent.push(text);
  };
  const restore = [
    wrap('query', (connection, text) => hear(connection, String(text))),
    wrap('parse', (connection, statement) => hear(connection, (statement as { text: string }).text)),
  ];
  try {
    await work();
    return sent;
  } finally {
    for (const undo of restore) undo();
  }
}

/** Hears each call of one of the driver's own methods. */
function wrap(name: string, hear: (connection: unknown, first: unknown) => void): () => void {
  const original = wire[name];
  if (original === undefined) throw new Error(`the driver has no ${name} any more`);
  wire[name] = function (...args) {
    hear(this, args[0]);
    return original.apply(this, args);
  };
  return () => void (wire[name] = original);
}

/** What the driver calls for each message of PostgreSQL's protocol: `query` and `parse` carry SQL. */
const wire = pg.Connection.prototype as unknown as Record<string, (this: unknown, ...args: unknown[]) => unknown>;

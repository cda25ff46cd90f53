// The embedded server of an open database, found again when it is gone.
//
// One process owns a server and others use it with it; when the owner ends, whoever still needs the server starts it again.

import { type DatabaseServer, startEmbeddedPostgres } from './embedded.ts';

/** The embedded server of an open database. Whoever owned it may end; then whoever still needs it starts it again. */
export class EmbeddedServer {
  readonly #dataFolder: string;
  readonly #log: (line: string) => void;
  #server: DatabaseServer;
  #reviving: Promise<void> | undefined;
  #stopped = false;

  constructor(dataFolder: string, log: (line: string) => void, server: DatabaseServer) {
    this.#dataFolder = dataFolder;
    this.#log = log;
    this.#server = server;
  }

  /** Finds the server again, or starts it. A failure is only logged: the caller's next attempt fails and says why. */
  revive(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    this.#reviving ??= this.#findOrStart().finally(() => (this.#reviving = undefined));
    return this.#reviving;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#reviving;
    await this.#server.stop();
  }

  async #findOrStart(): Promise<void> {
    const found = await startEmbeddedPostgres({ dataFolder: this.#dataFolder, log: this.#log });
    if (!found.ok) this.#log(`${found.error.code}: ${found.error.detail}`);
    // Adopting the server that we own ourselves must not make us forget that we own it.
    else if (!found.value.adopted) this.#server = found.value;
  }
}

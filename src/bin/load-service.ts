// Loads the service's code, when a command needs it. The identity provider's library warns, while it is loaded, of a Node that
// does not name the LTS line it belongs to; the one from npm never does. Nobody who starts the service should read that.

export async function loadService(): Promise<typeof import('../server/service.ts')> {
  const { warn } = console;
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes('Unsupported runtime')) warn(...words);
  };
  try {
    return await import('../server/service.ts');
  } finally {
    console.warn = warn;
  }
}

// The addresses under which the service may be meant. Configured, or the one that it listens on: never what a request says
// of itself in `Host`, which whoever sends it chooses.

/** Without a slash at the end; the first is the one to tell others. */
export function publicUrls(configured: string | undefined, listening: string): readonly string[] {
  if (configured !== undefined) return [configured.replace(/\/+$/, '')];
  const { protocol, hostname, port } = new URL(listening);
  if (!LOOPBACK.includes(hostname)) return [listening];
  return [listening, ...LOOPBACK.filter((it) => it !== hostname).map((it) => `${protocol}//${it}:${port}`)];
}

/** One machine by its three names. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

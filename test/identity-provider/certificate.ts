// A certificate for this machine, of an authority that exists for one test. Made by openssl: Node can read certificates and
// can not make them.

import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Why there can be none; `false`: there can. */
export const withoutOpenssl =
  spawnSync('openssl', ['version']).status === 0 ? (false as const) : 'openssl is not installed';

/** A certificate authority of its own, and a certificate of it for this machine. */
export function makeCertificate(folder: string): {
  readonly cert: string;
  readonly key: string;
  readonly caFile: string;
} {
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  openssl('req', '-x509', ...newKey, '-subj', '/CN=Keepsake test CA', '-keyout', 'ca.key', '-out', 'ca.pem');
  openssl(
    'req',
    ...newKey.slice(0, 4),
    '-subj',
    '/CN=localhost',
    '-keyout',
    'tls.key',
    '-out',
    'tls.csr',
    '-nodes',
    '-addext',
    'subjectAltName=DNS:localhost,IP:127.0.0.1',
  );
  openssl(
    'x509',
    '-req',
    '-in',
    'tls.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-days',
    '2',
    '-copy_extensions',
    'copy',
    '-out',
    'tls.pem',
  );
  return { cert: readFileSync(at('tls.pem'), 'utf8'), key: readFileSync(at('tls.key'), 'utf8'), caFile: at('ca.pem') };
}

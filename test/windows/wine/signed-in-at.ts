// In a node.exe: when the session of this process was signed in to, or that Windows does not say.

import { readSignedInAt } from '../../../src/agent/windows/signed-in-at.ts';

process.stdout.write(String((await readSignedInAt(Date.now())) ?? 'unknown'));

// The policies of a Windows that is not running: read from its SOFTWARE hive, logs replayed in memory.

import { existsSync } from 'node:fs';
import { ok, type Result } from '../../../lib/result.ts';
import type { ReadPolicyValue } from '../../../domain/policy/effective-policy.ts';
import type { AgentProblem } from '../../agent-problem.ts';
import { openHiveFiles } from '../../offline/hive-file.ts';
import { readRegistry } from '../../offline/offline-profile.ts';

export function openSoftwareHive(path: string): Result<ReadPolicyValue, AgentProblem> {
  const logs = ['.LOG1', '.LOG2'].map((suffix) => path + suffix).filter((log) => existsSync(log));
  const hive = openHiveFiles({ path, logs });
  if (!hive.ok) return hive;
  return ok((location) => readRegistry(hive.value.hive, location));
}

// What other programs on the device may know of the last restore: a few values under HKCU\Software\Keepsake\Restore, and the
// same for the machine where this process may write there. The format is docs/formats/restore-marker.md.
//
// Guarantees: `LastOutcome` is gone while the others change and is written last, so whoever sees it sees the restore that it
// belongs to. Never a setting's value, never a secret.

import { writeDword } from '../../domain/catalog/codecs/number.ts';
import { writeText } from '../../domain/catalog/codecs/text.ts';
import type { SessionOutcome } from '../../domain/restore/session.ts';
import { ok, type Result } from '../../lib/result.ts';
import { REG_SZ } from '../../regf/value-type.ts';
import type { KeyPlace, Registry, RegistryProblem } from '../registry/registry.ts';
import { textAt } from '../registry/typed-values.ts';
import type { LocalEnd } from './session-ports.ts';

export type MarkerRegistry = Pick<Registry, 'read' | 'write' | 'delete' | 'mayWrite'>;

export const MARKER_VERSION = 1;

export const MARKER_PLACES = {
  person: { hive: 'NTUSER.DAT', key: 'Software\\Keepsake\\Restore' },
  machine: { hive: 'SOFTWARE', key: 'Keepsake\\Restore' },
} as const satisfies Record<string, KeyPlace>;

/** Nothing for a restore that somebody cancelled: none ran. */
export function writeMarker(registry: MarkerRegistry, end: LocalEnd): Result<true, RegistryProblem> {
  return end.outcome === 'cancelled' ? ok(true) : writeEverywhere(registry, markerValues(end), end.outcome);
}

/** Only where the marker is of this session: a later restore stands for itself. */
export function markUndone(
  registry: MarkerRegistry,
  sessionId: string,
  undoneAt: string,
): Result<true, RegistryProblem> {
  return inTurn(placesOf(registry), ({ hive, key }) =>
    textAt(registry, hive, key, 'LastSessionId') === sessionId
      ? writeAt(registry, { hive, key }, { LastUndoneAt: undoneAt }, 'undone')
      : ok(true),
  );
}

type Values = Readonly<Record<string, string | number | undefined>>;

function markerValues({
  sessionId,
  phase,
  endedAt,
  sourceDevice,
  snapshotId,
  failureCode,
  outcomes,
}: LocalEnd): Values {
  const settings = outcomes.filter(({ kind }) => kind === 'setting');
  const apps = outcomes.filter(({ kind }) => kind === 'app');
  return {
    Version: MARKER_VERSION,
    LastSessionId: sessionId,
    LastPhase: phase,
    LastEndedAt: endedAt,
    LastUndoneAt: undefined,
    SourceDevice: sourceDevice,
    SnapshotId: snapshotId,
    FailureCode: failureCode,
    SettingsRestored: counted(settings, 'restored'),
    SettingsUnchanged: counted(settings, 'unchanged'),
    SettingsExcluded: counted(settings, 'excluded'),
    SettingsFailed: counted(settings, 'failed'),
    AppsPending: counted(apps, 'pending'),
  };
}

function counted(outcomes: readonly SessionOutcome[], state: SessionOutcome['state']): number {
  return outcomes.filter((outcome) => outcome.state === state).length;
}

function writeEverywhere(registry: MarkerRegistry, values: Values, outcome: string): Result<true, RegistryProblem> {
  return inTurn(placesOf(registry), (place) => writeAt(registry, place, values, outcome));
}

function placesOf(registry: MarkerRegistry): readonly KeyPlace[] {
  const { person, machine } = MARKER_PLACES;
  return registry.mayWrite(machine) ? [person, machine] : [person];
}

function writeAt(
  registry: MarkerRegistry,
  place: KeyPlace,
  values: Values,
  outcome: string,
): Result<true, RegistryProblem> {
  const steps: readonly (readonly [string, string | number | undefined])[] = [
    [OUTCOME, undefined],
    ...Object.entries(values),
    [OUTCOME, outcome],
  ];
  return inTurn(steps, ([value, content]) => {
    const location = { kind: 'registry', ...place, value } as const;
    if (content === undefined) return registry.delete(location);
    const raw = typeof content === 'number' ? writeDword(content) : { type: REG_SZ, data: writeText(content) };
    return registry.write(location, raw);
  });
}

const OUTCOME = 'LastOutcome';

/** Up to the first that fails. */
function inTurn<T>(
  items: readonly T[],
  work: (item: T) => Result<true, RegistryProblem>,
): Result<true, RegistryProblem> {
  for (const item of items) {
    const done = work(item);
    if (!done.ok) return done;
  }
  return ok(true);
}

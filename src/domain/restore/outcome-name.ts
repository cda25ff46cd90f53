// What people call the thing that an outcome is of: an outcome itself keeps only its id.

import { parsePackageFamilyName } from '../apps/package-name.ts';
import { catalog, settingsById } from '../catalog/catalog.ts';
import type { SessionOutcome } from './session.ts';

/** `appNames`: by package family name, as far as they are known. */
export function outcomeName({ id }: Pick<SessionOutcome, 'id'>, appNames?: ReadonlyMap<string, string>): string {
  return SETTINGS.get(id)?.setting.name ?? appNames?.get(id) ?? readablePart(id);
}

/** Of `Microsoft.WindowsCalculator_8wekyb3d8bbwe` the part that says something; a setting of a newer catalog keeps its id. */
function readablePart(id: string): string {
  return parsePackageFamilyName(id)?.name.replace(/^[^.]*\./, '') ?? id;
}

const SETTINGS = settingsById(catalog);

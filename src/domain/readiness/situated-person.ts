// The situations of people: whom no policy names is told apart by what they are, not by who.

import { numberedTexts } from './numbered-texts.ts';
import type { Situations } from './situated-device.ts';
import type { SituatedPerson } from './situation.ts';
import type { ToldApart } from './told-apart.ts';

export function personSituations(
  count: number,
  person: (gathered: number) => SituatedPerson,
  told: ToldApart,
): Situations<SituatedPerson> {
  const situations = numberedTexts<SituatedPerson>();
  /** 1 + the number of each, 0 of whom nobody asked for yet. */
  const numbers = new Int32Array(count);
  return {
    at: situations.at,
    numberOf: (gathered) => {
      const known = numbers[gathered] ?? 0;
      if (known !== 0) return known - 1;
      const { groupIds, ...whole } = person(gathered);
      const situated = { ...whole, ...(groupIds === undefined ? {} : { groupIds: told.meantGroups(groupIds) }) };
      const number = situations.numberOf(keyOf(situated, told), () => situated);
      numbers[gathered] = 1 + number;
      return number;
    },
  };
}

function keyOf({ facts, groupIds, identity, backups }: SituatedPerson, { isNamed }: ToldApart): string {
  const { id, principalName, ...others } = identity;
  const names = [id, principalName].filter((it) => it !== undefined);
  const kinds = backups?.map(({ isUsable, userId }) => [isUsable, userId === facts.userId].join());
  return JSON.stringify([
    names.some(isNamed) ? names : [id === undefined, principalName === undefined],
    others,
    groupIds ?? null,
    facts.userId === undefined,
    facts.tenantId ?? null,
    kinds === undefined ? null : [...new Set(kinds)].toSorted(),
  ]);
}

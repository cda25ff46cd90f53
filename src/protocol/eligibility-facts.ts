// The facts of a decision as JSON: how they are stored beside it, printed by `keepsake why --json` and read from a file. Policies go
// by their names, which this program knows the rest of.

import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { EligibilityFacts } from '../domain/eligibility/facts.ts';
import { OCCASIONS } from '../domain/enrollment/phase.ts';
import type { ResolvedPolicy } from '../domain/policy/resolved-policy.ts';
import { WINDOWS_POLICIES } from '../domain/policy/windows-policies.ts';
import type { Json } from '../lib/canonical-json.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import { DeviceFactsBody, EnrollmentFactsBody } from './device-facts.ts';

const Texts = Type.Array(Type.String());
const State = Type.Enum(['enabled', 'disabled', 'notConfigured', 'unknown']);
const Origin = Type.Object({ by: Type.Enum(['tenant', 'gpo', 'mdm', 'windowsDefault']) });

const PolicyBody = Type.Object({
  values: Type.Array(
    Type.Object({
      policy: Type.String(),
      state: State,
      origins: Type.Array(Origin),
      isConflict: Type.Boolean(),
      userMayOverride: Type.Optional(Type.Boolean()),
      missing: Type.Optional(Texts),
    }),
  ),
  restorePage: Type.Object({ state: State, origin: Type.Optional(Origin), missing: Type.Optional(Texts) }),
  excludedGroups: Texts,
  excludedCategories: Texts,
  optedIn: Texts,
  problems: Type.Array(Type.Object({ code: Type.String() })),
});

const FactsBody = Type.Object({
  occasion: Type.Enum([...OCCASIONS]),
  device: DeviceFactsBody,
  enrollment: EnrollmentFactsBody,
  cloud: Type.Optional(Type.Enum(['public', 'gccHigh', 'dod', 'china'])),
  person: Type.Object({
    userId: Type.Optional(Type.String()),
    tenantId: Type.Optional(Type.String()),
    account: Type.Optional(Type.Enum(['organizational', 'other'])),
  }),
  policy: Type.Optional(PolicyBody),
  backups: Type.Optional(
    Type.Array(
      Type.Object({
        profileId: Type.String(),
        deviceName: Type.String(),
        userId: Type.String(),
        tenantId: Type.String(),
        isUsable: Type.Boolean(),
        isOfThisDevice: Type.Boolean(),
      }),
    ),
  ),
  conditionalAccess: Type.Optional(
    Type.Object({
      outcome: Type.Enum(['signedIn', 'passes', 'blocked', 'unknown']),
      blockedBy: Type.Array(Type.Object({ policyName: Type.String(), fix: Type.String() })),
      missing: Texts,
    }),
  ),
  history: Type.Optional(
    Type.Object({ skippedIn: Type.Optional(Type.Enum(['oobe', 'firstSignIn'])), isRestored: Type.Boolean() }),
  ),
  stoppedRings: Type.Optional(Type.Array(Type.Object({ name: Type.String(), reason: Type.String(), missing: Texts }))),
});

const checker = Compile(FactsBody);

export function writeFacts({ policy, ...facts }: EligibilityFacts): Json {
  if (policy === undefined) return facts;
  const values = policy.values.map((value) => ({ ...value, policy: value.policy.name }));
  return { ...facts, policy: { ...policy, values } } as unknown as Json;
}

/** A failure says what is wrong, and where. */
export function readFacts(json: unknown): Result<EligibilityFacts, string> {
  if (!checker.Check(json)) {
    const [error] = checker.Errors(json);
    return fail(`${error?.instancePath || 'the whole'} ${error?.message ?? 'is not understood'}`);
  }
  const { policy, ...facts } = json;
  if (policy === undefined) return ok(facts);
  const values = policy.values.map(valueOf);
  const stranger = policy.values.find((_, index) => values[index] === undefined);
  if (stranger !== undefined) return fail(`/policy/values names the policy "${stranger.policy}", which there is not`);
  return ok({ ...facts, policy: { ...policy, values } as unknown as ResolvedPolicy });
}

function valueOf(value: Static<typeof PolicyBody>['values'][number]): object | undefined {
  const policy = WINDOWS_POLICIES.find(({ name }) => name === value.policy);
  return policy && { ...value, policy };
}

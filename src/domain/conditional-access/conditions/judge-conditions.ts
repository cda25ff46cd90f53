// All conditions of a policy against one sign-in. Every one is judged, whatever the others say, so that an explanation can
// name everything that keeps a policy away or lets it apply.

import { type Conditions, KNOWN } from '../policy.ts';
import type { SignIn } from '../sign-in.ts';
import type { Tenant } from '../tenant.ts';
import { judgeTarget } from './applications.ts';
import { judgeClientApp, judgePlatform } from './clients.ts';
import { judgeDevice } from './devices.ts';
import type { Judgement } from './judgement.ts';
import { judgeLocation } from './locations.ts';
import { judgeSignal } from './signals.ts';
import { judgeUser } from './users.ts';
import { judgeWorkload } from './workload.ts';

export function judgeConditions(conditions: Conditions, signIn: SignIn, tenant: Tenant): readonly Judgement[] {
  const { identity } = signIn;
  return [
    identity.kind === 'user'
      ? judgeUser(conditions.users, identity, tenant)
      : judgeWorkload(conditions.workload, identity, tenant),
    judgeTarget(conditions.applications, signIn.target, tenant),
    judgeClientApp(conditions.clientAppTypes, signIn.clientApp),
    judgePlatform(conditions.platforms, signIn.platform),
    judgeLocation(conditions.locations, signIn.place, tenant),
    judgeDevice(conditions.deviceFilter, conditions.deviceStates, signIn.device),
    ...signals(conditions, signIn),
    ...(conditions.unread.length > 0 ? [unreadJudgement(conditions.unread)] : []),
  ];
}

function signals(conditions: Conditions, signIn: SignIn): readonly Judgement[] {
  const { signInRiskLevels, userRiskLevels, servicePrincipalRiskLevels, insiderRiskLevels, transferMethods } =
    conditions;
  const { signInRisk, userRisk, servicePrincipalRisk, insiderRisk, transferMethod } = signIn;
  const { riskLevels } = KNOWN;
  return [
    judgeSignal('signInRisk', 'sign-in risk', signInRiskLevels, signInRisk, riskLevels),
    judgeSignal('userRisk', 'user risk', userRiskLevels, userRisk, riskLevels),
    judgeSignal('servicePrincipalRisk', 'workload risk', servicePrincipalRiskLevels, servicePrincipalRisk, riskLevels),
    judgeSignal('insiderRisk', 'insider risk', insiderRiskLevels, insiderRisk, KNOWN.insiderRiskLevels),
    judgeSignal('authenticationFlow', 'authentication flow', transferMethods, transferMethod, KNOWN.transferMethods),
  ];
}

function unreadJudgement(paths: readonly string[]): Judgement {
  return {
    condition: 'unread',
    matches: 'unknown',
    because: `conditions that are not understood: ${paths.join(', ')}`,
    isSet: true,
    needs: paths.map((path) => `what ${path} means`),
  };
}

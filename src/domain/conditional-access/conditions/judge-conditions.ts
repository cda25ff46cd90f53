// All conditions of a policy against one sign-in. Every one is judged, whatever the others say, so that an explanation can
// name everything that keeps a policy away or lets it apply.

import type { Conditions } from '../policy.ts';
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
    judgeSignal('signInRisk', 'sign-in risk', conditions.signInRiskLevels, signIn.signInRisk),
    judgeSignal('userRisk', 'user risk', conditions.userRiskLevels, signIn.userRisk),
    judgeSignal(
      'servicePrincipalRisk',
      'workload risk',
      conditions.servicePrincipalRiskLevels,
      signIn.servicePrincipalRisk,
    ),
    judgeSignal('insiderRisk', 'insider risk', conditions.insiderRiskLevels, signIn.insiderRisk),
    judgeSignal('authenticationFlow', 'authentication flow', conditions.transferMethods, signIn.transferMethod),
    ...(conditions.unread.length > 0 ? [unreadJudgement(conditions.unread)] : []),
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

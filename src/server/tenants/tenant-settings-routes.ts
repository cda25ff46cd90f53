// The operations of an organization's own settings, as calls of their use cases.

import { ok, type Result } from '../../lib/result.ts';
import type {
  Retention,
  TENANT_SETTINGS_OPERATIONS,
  TrustedIssuer as ListedIssuer,
} from '../../protocol/operations/tenant-settings.ts';
import type { Problem } from '../../protocol/problem.ts';
import { previewRetention } from '../backup/preview-retention.ts';
import { findRetentionPolicy } from '../backup/retention-store.ts';
import { setRetention } from '../backup/set-retention.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handlers.ts';
import type { TrustedIssuer } from '../identity/issuer.ts';
import { listIssuers } from '../identity/manage-issuers.ts';
import { actOf } from '../keys/act.ts';
import { inTenant } from '../transact.ts';

export function tenantSettingsHandlers(context: Context): Pick<Handlers, keyof typeof TENANT_SETTINGS_OPERATIONS> {
  return {
    listIssuers: async ({ actor }) => {
      const issuers = await listIssuers(context, actor.tenantId);
      return issuers.ok ? ok({ issuers: issuers.value.map(listed) }) : issuers;
    },
    getRetention: ({ actor }) => getRetention(context, actor.tenantId),
    setRetention: async ({ body, ...call }) => {
      const { tenantId } = call.actor;
      const set = await setRetention(context, { ...body, tenantId, act: actOf(call) });
      return set.ok ? getRetention(context, tenantId) : set;
    },
    previewRetention: ({ actor, query }) => previewRetention(context, actor.tenantId, query),
  };
}

function getRetention(context: Context, tenantId: string): Promise<Result<Retention, Problem>> {
  return inTenant(context, tenantId, async (tx) => {
    const { keepLast, keepDays, changedAt } = await findRetentionPolicy(tx);
    return ok({ keepLast, keepDays, changedAt: changedAt?.toISOString() ?? null });
  });
}

function listed({ issuerId, kind, issuer, settings, createdAt }: TrustedIssuer): ListedIssuer {
  return {
    issuerId,
    kind,
    issuer,
    names: [...settings.issuers],
    audiences: [...settings.audiences],
    clients: [...settings.clients],
    keysUrl: settings.jwksUrl,
    directoryTenantId: settings.directoryTenantId,
    signInClientId: settings.signIn?.clientId ?? null,
    joinContext: settings.joinContext,
    trustedSince: createdAt.toISOString(),
  };
}

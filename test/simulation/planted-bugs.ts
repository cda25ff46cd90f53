// Bugs on purpose, between the simulation and the real service: what the invariants must find, or they find nothing at all.

import { fail, ok } from '../../src/lib/result.ts';
import { appendAuditEvent } from '../../src/server/audit/audit-store.ts';
import { backupHandlers } from '../../src/server/backup/backup-routes.ts';
import { newId } from '../../src/server/context.ts';
import { changed, eventIn, inTenant, losingCommits, silent, withQueries } from './bent-service.ts';
import { realHandlers } from './everything.ts';
import type { LifeOptions } from './life.ts';
import type { MakeHandlers } from './service.ts';

export type PlantedBug = {
  readonly makeHandlers: MakeHandlers;
  /** What no longer holds. */
  readonly found: string;
  /** A bug of the agent instead of one of the service. */
  readonly bendTarget?: NonNullable<LifeOptions['bendTarget']>;
  /** Acts without which the bug does not show. */
  readonly often?: readonly string[];
  /** What the database must not prevent, for the bug to be possible at all. */
  readonly unguarded?: string;
};

export const PLANTED_BUGS: Readonly<Record<string, PlantedBug>> = {
  'a check-in that is not told': {
    makeHandlers: (context) => realHandlers(withQueries(context, silent('device.reported', 'backup.decided'))),
    found: 'every change has its event',
  },
  'a step that is told twice': {
    makeHandlers: (context) =>
      changed(context, 'moveRestoreSession', async (answer, { actor, params }) => {
        const act = { eventId: newId(context), correlationId: newId(context), occurredAt: context.clock() };
        const resources = [{ type: 'RestoreSession', id: params['sessionId'] ?? '' } as const];
        const by = { type: 'Device', userId: actor.userId, deviceId: actor.deviceId } as const;
        await inTenant(context, actor.tenantId, (tx) =>
          appendAuditEvent(tx, { ...act, activity: 'restore.cancelled', actor: by, resources }),
        );
        return answer;
      }),
    found: 'each step of a restore is told once',
  },
  'a skip that is forgotten': {
    makeHandlers: (context) =>
      realHandlers(withQueries(context, (sql, go) => (sql.includes("'setUpAsNew'") ? Promise.resolve([]) : go()))),
    found: 'skipped is final',
    often: ['somebody signs in'],
  },
  'a second live restore': {
    makeHandlers: (context) =>
      realHandlers(
        withQueries(context, (sql, go) =>
          sql.includes('s.state = ANY ($4::text[]) FOR UPDATE') ? Promise.resolve([]) : go(),
        ),
      ),
    found: 'at most one restore lives',
    unguarded: 'DROP INDEX restore_session_live',
  },
  'a head without its contents': {
    makeHandlers: (context) =>
      changed(context, 'createSnapshot', async (answer, { actor }) => {
        const snapshotId = (answer as { snapshot: { snapshotId: string } }).snapshot.snapshotId;
        await inTenant(context, actor.tenantId, (tx) =>
          tx.query('DELETE FROM snapshot_blob WHERE tenant_id = $1 AND snapshot_id = $2', [tx.tenantId, snapshotId]),
        );
        await inTenant(context, actor.tenantId, (tx) =>
          tx.query('DELETE FROM blob WHERE tenant_id = $1', [tx.tenantId]),
        );
        return answer;
      }),
    found: 'every visible snapshot is whole',
  },
  'a backup that is acknowledged and not kept': {
    makeHandlers: (context) => ({ ...realHandlers(context), ...backupHandlers(losingCommits(context)) }),
    found: 'what was acknowledged is there',
  },
  'a toggle that does nothing': {
    makeHandlers: (context) =>
      realHandlers(
        withQueries(context, async (sql, go, parameters) => {
          const rows = await go();
          if (!sql.includes('FROM management_object') || parameters?.[1] !== 'deviceEnrollmentConfigurations')
            return rows;
          return rows.map((row) => ({ ...row, body: { ...(row['body'] as object), state: 'enabled' } }));
        }),
      ),
    found: 'off means no new offer',
    often: ['the restore toggle is moved', 'somebody signs in'],
  },
  'exclusions that are passed over': {
    makeHandlers: (context) =>
      realHandlers(
        withQueries(context, async (sql, go, parameters) => {
          const rows = await go();
          if (!sql.includes('FROM management_object') || parameters?.[1] !== 'configurationPolicies') return rows;
          return rows.map((row) => ({ ...row, body: withoutExclusions(row['body'] as PolicyBody) }));
        }),
      ),
    found: 'nothing is captured without a policy',
    often: ['a policy is made', 'a setting is changed', 'somebody backs up now'],
  },
  'an answer with another tenant’s decision': {
    makeHandlers: (context) => {
      const last = new Map<string, string>();
      return changed(context, 'requestRestoreOffer', async (answer, { actor }) => {
        const told = answer as { readonly decisionId: string };
        const [foreign] = [...last].flatMap(([tenantId, id]) => (tenantId === actor.tenantId ? [] : [id]));
        last.set(actor.tenantId, told.decisionId);
        return foreign === undefined ? told : { ...told, decisionId: foreign };
      });
    },
    found: 'no answer tells of another tenant',
  },
  'a restore that goes back to the offer': {
    makeHandlers: (context) =>
      changed(context, 'moveRestoreSession', async (answer, { actor, params }) => {
        await inTenant(context, actor.tenantId, (tx) =>
          tx.query(
            `UPDATE restore_session SET state = 'offered'
              WHERE tenant_id = $1 AND session_id = $2 AND state = 'applying'`,
            [tx.tenantId, params['sessionId']],
          ),
        );
        return answer;
      }),
    found: 'a restore stays within its diagram',
  },
  'a change of another tenant’s device': {
    makeHandlers: (context) => {
      const seen = new Map<string, string>();
      return changed(context, 'checkIn', async (answer, { actor }) => {
        seen.set(actor.tenantId, actor.deviceId);
        const [other] = [...seen].filter(([tenantId]) => tenantId !== actor.tenantId);
        if (other === undefined) return answer;
        await inTenant(context, other[0], (tx) =>
          tx.query(
            `UPDATE device SET display_name = display_name || '!' WHERE tenant_id = $1 AND device_id = $2`,
            other,
          ),
        );
        return answer;
      });
    },
    found: 'nothing crosses a tenant',
  },
  'a decision that is told twice': {
    makeHandlers: (context) =>
      changed(context, 'checkIn', async (answer, { actor, requestId }) => {
        const { decisionId } = answer as { readonly decisionId: string };
        const { tenantId, userId, deviceId } = actor;
        const act = { eventId: newId(context), correlationId: requestId, occurredAt: context.clock() };
        const by = { type: 'Device', userId, deviceId } as const;
        const resources = [
          { type: 'Decision', id: decisionId },
          { type: 'User', id: userId },
          { type: 'Device', id: deviceId },
        ] as const;
        await inTenant(context, tenantId, (tx) =>
          appendAuditEvent(tx, { ...act, activity: 'backup.decided', actor: by, resources }),
        );
        return answer;
      }),
    found: 'nothing is told twice',
  },
  'a snapshot that goes without a word': {
    makeHandlers: (context) =>
      changed(context, 'createSnapshot', async (answer, { actor }) => {
        await inTenant(context, actor.tenantId, async (tx) => {
          const old = `SELECT s.snapshot_id FROM snapshot s JOIN backup_profile p
                         ON p.tenant_id = s.tenant_id AND p.profile_id = s.profile_id
                        WHERE s.tenant_id = $1 AND s.snapshot_id <> p.head_snapshot_id`;
          await tx.query(`DELETE FROM snapshot_blob WHERE tenant_id = $1 AND snapshot_id IN (${old})`, [tx.tenantId]);
          await tx.query(`DELETE FROM snapshot WHERE tenant_id = $1 AND snapshot_id IN (${old})`, [tx.tenantId]);
        });
        return answer;
      }),
    found: 'the log knows which snapshots there are',
    often: ['a setting is changed', 'somebody backs up now'],
  },
  'a restore that can not be ended': {
    makeHandlers: (context) => {
      const real = realHandlers(context);
      const refused = fail({ code: 'unavailable', detail: 'Not now.' } as const);
      return {
        ...real,
        moveRestoreSession: async (call) =>
          call.body.transition.kind === 'complete' ? refused : (real.moveRestoreSession?.(call) ?? refused),
      };
    },
    found: 'everything comes to an end',
    often: ['somebody signs in'],
  },
  'a restore that writes nothing': {
    makeHandlers: realHandlers,
    bendTarget: (target) => ({
      ...target,
      apply: (_, { changes }) =>
        Promise.resolve(
          ok(changes.map(({ setting, category }) => ({ settingId: setting.id, category, state: 'restored' as const }))),
        ),
    }),
    found: 'a completed restore is what was planned',
    often: ['somebody signs in'],
  },
  'an event that is changed afterwards': {
    makeHandlers: (context) =>
      realHandlers(
        withQueries(context, (_, go, parameters) => {
          const body = eventIn(parameters);
          const year = body === undefined ? -1 : Buffer.from(body).indexOf(YEAR) + YEAR.length;
          if (body !== undefined) body[year] = 0x33;
          return go();
        }),
      ),
    found: 'the log verifies',
  },
};

type PolicyBody = {
  readonly settings?: readonly { readonly settingInstance: { readonly settingDefinitionId: string } }[];
};

function withoutExclusions(body: PolicyBody): PolicyBody {
  const kept = body.settings?.filter(
    ({ settingInstance }) => !settingInstance.settingDefinitionId.includes('_disable'),
  );
  return { ...body, ...(kept === undefined ? {} : { settings: kept }) };
}

const YEAR = '"activityDateTime":"';

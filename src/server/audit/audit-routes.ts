// The operations of the audit log, as calls of what reads it. Whoever comes here holds `audit.read` in their tenant.

import type { AuditEvent } from '../../domain/audit/event.ts';
import { parseTilePath } from '../../domain/audit/tile.ts';
import { fail, ok } from '../../lib/result.ts';
import { PAGE_SIZE_DEFAULT } from '../../protocol/limits.ts';
import type { AUDIT_OPERATIONS } from '../../protocol/operations/audit.ts';
import type { Context } from '../context.ts';
import type { Handlers } from '../http/handlers.ts';
import { readCheckpoint, readEvents, readTile } from './read-log.ts';

export function auditHandlers(context: Context): Pick<Handlers, keyof typeof AUDIT_OPERATIONS> {
  const page = async (tenantId: string, { after, limit = PAGE_SIZE_DEFAULT }: Page) => {
    const bodies = await readEvents(context, tenantId, { after, limit });
    return bodies.ok ? ok(bodies.value.map((body) => new TextDecoder().decode(body))) : bodies;
  };
  return {
    listAuditEvents: async ({ actor, query }) => {
      const lines = await page(actor.tenantId, query);
      return lines.ok ? ok({ events: lines.value.map((line) => JSON.parse(line) as AuditEvent) }) : lines;
    },
    exportAuditEvents: async ({ actor, query }) => {
      const lines = await page(actor.tenantId, query);
      return lines.ok ? ok(encode(lines.value.map((line) => `${line}\n`).join(''))) : lines;
    },
    getAuditCheckpoint: async ({ actor }) => {
      const log = await readCheckpoint(context, actor.tenantId);
      return log.ok ? ok(encode(log.value.note)) : log;
    },
    getAuditKey: async ({ actor }) => {
      const log = await readCheckpoint(context, actor.tenantId);
      return log.ok ? ok(encode(`${log.value.verifierKey}\n`)) : log;
    },
    getAuditTile: async ({ actor, params }) => {
      const tile = parseTilePath(`tile/${params['*']}`);
      if (tile !== undefined) return readTile(context, actor.tenantId, tile);
      return fail({ code: 'not-found', detail: 'That is not the path of a tile.' });
    },
  };
}

type Page = { readonly after?: number; readonly limit?: number };

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

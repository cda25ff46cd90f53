// An audit event as a syslog message (RFC 5424): the members to search by as structured data, the whole event, byte for byte
// as it is in the log, as the message.

import type { AuditEvent } from './event.ts';

/** Without a frame or newline around it. `body` is the event's canonical JSON, `host` the machine that sends. */
export function syslogMessage(body: string, host: string): string {
  const event = JSON.parse(body) as AuditEvent;
  const severity = event.activityResult === 'Success' ? INFORMATIONAL : WARNING;
  const data = Object.entries({
    tenantId: event.tenantId,
    leafIndex: String(event.leafIndex),
    id: event.id,
    correlationId: event.correlationId,
    category: event.category,
    result: event.activityResult,
    actorType: event.actor.auditActorType,
    userId: event.actor.userId,
    deviceId: event.actor.deviceId,
    applicationId: event.actor.applicationId,
  }).flatMap(([name, value]) => (value === null ? [] : [` ${name}="${value.replaceAll(/["\\\]]/g, '\\$&')}"`]));
  const header = `<${LOG_AUDIT * 8 + severity}>1 ${event.activityDateTime} ${printable(host, 255)} keepsake -`;
  return `${header} ${printable(event.activity, 32)} [auditEvent@${ENTERPRISE}${data.join('')}] ${body}`;
}

/** Octet counting (RFC 6587, RFC 5425): the length in bytes, then the message. */
export function syslogFrame(message: string): string {
  return `${new TextEncoder().encode(message).length} ${message}`;
}

function printable(text: string, lengthMax: number): string {
  return text.replaceAll(/[^\x21-\x7e]/g, '_').slice(0, lengthMax) || '-';
}

/** The facility "log audit", and two severities. */
const LOG_AUDIT = 13;
const INFORMATIONAL = 6;
const WARNING = 4;
/** The number that is reserved for documentation (RFC 5612): the project has none of its own. */
const ENTERPRISE = 32473;

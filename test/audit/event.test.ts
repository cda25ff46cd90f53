// What an event says, and what it can not be made to say.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACTIVITIES } from '../../src/domain/audit/activities.ts';
import { type AuditAct, auditEvent, auditEventBytes, OPERATOR } from '../../src/domain/audit/event.ts';
import { sha256 } from '../../src/lib/hash.ts';
import { syslogFrame, syslogMessage } from '../../src/domain/audit/syslog.ts';

const ID = '0190a000-0000-7000-8000-00000000000a';
const PLACE = { tenantId: ID, leafIndex: 7 };
const ACT: AuditAct = {
  eventId: ID,
  occurredAt: Date.UTC(2026, 0, 1),
  actor: OPERATOR,
  activity: 'retention.set',
  correlationId: ID,
  resources: [{ type: 'RetentionPolicy', id: ID, name: 'a "name"]\\', properties: { keepLast: { old: 3, new: 5 } } }],
};

const tenantCalled = (name: string) =>
  ({ type: 'Tenant', id: ID, properties: { displayName: { new: name } } }) as const;

test('an event has every member of Intune’s, and its place', () => {
  const event = auditEvent(ACT, PLACE);
  // microsoft.graph.auditEvent, auditActor, auditResource and auditProperty, each with our additions.
  const members = ['id', 'displayName', 'componentName', 'actor', 'activity', 'activityDateTime', 'activityType'];
  members.push('activityOperationType', 'activityResult', 'correlationId', 'resources', 'category');
  assert.deepEqual(Object.keys(event).toSorted(), [...members, 'tenantId', 'leafIndex'].toSorted());
  const ofActor = ['auditActorType', 'userPermissions', 'applicationId', 'applicationDisplayName', 'userPrincipalName'];
  ofActor.push('servicePrincipalName', 'ipAddress', 'userId', 'deviceId', 'credentialId');
  assert.deepEqual(Object.keys(event.actor).toSorted(), ofActor.toSorted());
  assert.deepEqual(event.resources, [
    {
      displayName: 'a "name"]\\',
      auditResourceType: 'RetentionPolicy',
      resourceId: ID,
      modifiedProperties: [{ displayName: 'keepLast', oldValue: '3', newValue: '5' }],
    },
  ]);
});

test('no value gets in but under a property that its activity allows', () => {
  const stranger: AuditAct = {
    ...ACT,
    activity: 'retention.set',
    // @ts-expect-error: the type refuses it already
    resources: [{ type: 'RetentionPolicy', id: ID, properties: { wallpaper: { new: 'beach.jpg' } } }],
  };
  assert.throws(() => auditEvent(stranger, PLACE), /may not carry "wallpaper"/);
});

test('a value that is too long is named by its hash', () => {
  const long: AuditAct = { ...ACT, activity: 'tenant.created', resources: [tenantCalled('x'.repeat(5000))] };
  assert.deepEqual(
    auditEvent(long, PLACE).resources.map((it) => it.modifiedProperties[0]?.newValue),
    [`5000 characters, sha256:${sha256('x'.repeat(5000))}`],
  );
});

test('an event that does not fit into a bundle, or has too many resources, is refused', () => {
  const [resource] = ACT.resources;
  const many = (count: number, name: string) =>
    ({ ...ACT, resources: Array.from({ length: count }, () => ({ ...resource, name })) }) as AuditAct;
  assert.throws(() => auditEvent(many(201, 'x'), PLACE), RangeError);
  assert.throws(() => auditEventBytes(auditEvent(many(200, 'x'.repeat(256)), PLACE)), RangeError);
  assert.ok(auditEventBytes(auditEvent(many(200, 'x'), PLACE)).length > 10_000);
});

test('the names of activities fit into syslog, and no property sounds like a secret or a setting’s value', () => {
  for (const [activity, { properties }] of Object.entries(ACTIVITIES)) {
    assert.match(activity, /^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)+$/);
    assert.ok(activity.length <= 32, activity);
    for (const name of properties) assert.doesNotMatch(name, /(secret|token|password|passphrase|privateKey|value)$/i);
  }
});

test('a syslog message has RFC 5424’s form, and the event in it to the byte', () => {
  const body = new TextDecoder().decode(auditEventBytes(auditEvent(ACT, PLACE)));
  const message = syslogMessage(body, 'host.example');
  assert.ok(
    message.startsWith(
      `<110>1 2026-01-01T00:00:00.000Z host.example keepsake - retention.set [auditEvent@32473 tenantId="${ID}" leafIndex="7" `,
    ),
  );
  assert.ok(message.endsWith(`] ${body}`));
  const refused = new TextDecoder().decode(auditEventBytes(auditEvent({ ...ACT, result: 'Failure' }, PLACE)));
  assert.ok(
    syslogMessage(refused, 'a host with späces').startsWith('<108>1 2026-01-01T00:00:00.000Z a_host_with_sp_ces '),
  );
  const odd = { ...ACT, actor: { ...OPERATOR, userId: 'a"b]c\\d' } };
  const escaped = syslogMessage(new TextDecoder().decode(auditEventBytes(auditEvent(odd, PLACE))), 'h');
  assert.ok(escaped.includes(' userId="a\\"b\\]c\\\\d"'));
  assert.equal(syslogFrame('é'), '2 é');
});

// The table of what devices said of themselves last.

import type { DeviceFacts } from '../../domain/device/device-facts.ts';
import type { EnrollmentFacts } from '../../domain/enrollment/enrollment-facts.ts';
import type { LocalPolicyReport } from '../../protocol/operations/restore.ts';
import type { TenantTransaction } from '../database/database.ts';

export type DeviceReport = {
  readonly facts: DeviceFacts;
  readonly enrollment: EnrollmentFacts;
  /** What its registry holds of Windows' policies. */
  readonly localPolicies: readonly LocalPolicyReport[];
  /** Names one enrollment of the device: another after a reset. */
  readonly enrollmentId: string;
  readonly reportedAt: Date;
};

export async function findDeviceReport(tx: TenantTransaction, deviceId: string): Promise<DeviceReport | undefined> {
  const [row] = await tx.query<ReportRow>(
    `SELECT facts, enrollment, local_policies, enrollment_id, reported_at FROM device_report
      WHERE tenant_id = $1 AND device_id = $2`,
    [tx.tenantId, deviceId],
  );
  return row && reportOf(row);
}

export async function putDeviceReport(tx: TenantTransaction, deviceId: string, report: DeviceReport): Promise<void> {
  await tx.query(
    `INSERT INTO device_report (tenant_id, device_id, facts, enrollment, local_policies, enrollment_id, reported_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (tenant_id, device_id) DO UPDATE
       SET facts = excluded.facts, enrollment = excluded.enrollment, local_policies = excluded.local_policies,
           enrollment_id = excluded.enrollment_id, reported_at = excluded.reported_at`,
    [
      tx.tenantId,
      deviceId,
      JSON.stringify(report.facts),
      JSON.stringify(report.enrollment),
      JSON.stringify(report.localPolicies),
      report.enrollmentId,
      report.reportedAt,
    ],
  );
}

type ReportRow = {
  readonly facts: DeviceFacts;
  readonly enrollment: EnrollmentFacts;
  readonly local_policies: readonly LocalPolicyReport[];
  readonly enrollment_id: string;
  readonly reported_at: Date;
};

function reportOf(row: ReportRow): DeviceReport {
  return {
    facts: row.facts,
    enrollment: row.enrollment,
    localPolicies: row.local_policies,
    enrollmentId: row.enrollment_id,
    reportedAt: row.reported_at,
  };
}

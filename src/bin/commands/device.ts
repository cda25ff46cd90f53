import { Command } from 'commander';
import { variablesHelp } from '../configuration.ts';
import { table } from '../render/table.ts';
import { common, inTenantOf, type TenantOptions } from './user.ts';

export function deviceCommand(): Command {
  return new Command('device')
    .description('Devices that people joined, and the keys they hold.')
    .addCommand(common('list', 'List the devices.').action(list))
    .addCommand(
      common('remove', 'Forget the keys and credentials of a device, at once. Its backups stay.')
        .argument('<device>', 'its id')
        .action(remove),
    )
    .addHelpText('after', variablesHelp(['KEEPSAKE_DATA', 'DATABASE_URL']));
}

function list(options: TenantOptions): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) => {
      const { listAllDevices } = await import('../../server/devices/list-devices.ts');
      return listAllDevices(context, { tenantId });
    },
    (devices, output) => {
      const rows = devices.map((it) => [it.displayName, it.joinType, String(it.keys.length), it.deviceId]);
      const text = rows.length === 0 ? 'No device has joined yet.' : table(['Device', 'Join type', 'Keys', 'Id'], rows);
      output.result(text, { devices: devices.map((it) => ({ ...it })) });
    },
  );
}

function remove(deviceId: string, options: TenantOptions): Promise<void> {
  return inTenantOf(
    options,
    async (context, tenantId) => {
      const [{ removeDevice }, { newId }, { OPERATOR }] = await Promise.all([
        import('../../server/devices/remove-device.ts'),
        import('../../server/context.ts'),
        import('../../domain/audit/event.ts'),
      ]);
      return removeDevice(context, { tenantId, by: OPERATOR, correlationId: newId(context), deviceId });
    },
    ({ displayName }, output) =>
      output.result(`Removed "${displayName}". What was backed up from it stays.`, { deviceId, displayName }),
  );
}

// Finds a device by a part of its name or of its people's.

import { useTranslation } from 'react-i18next';
import { useConnection } from './api-context.tsx';
import { type FindProps, FindOne } from './find-one.tsx';

export function FindDevice(props: FindProps) {
  const { t } = useTranslation();
  const { api } = useConnection();
  return (
    <FindOne
      {...props}
      kind="devices"
      placeholder={t('find.device')}
      nothing={t('find.noDevice')}
      find={async (search, signal) => {
        const { devices } = await api('listFleet', { query: { search, limit: 20 }, signal });
        return devices.map(({ deviceId, displayName }) => ({ id: deviceId, name: displayName }));
      }}
      get={async (deviceId, signal) => {
        const { displayName } = await api('getDevice', { params: { deviceId }, signal });
        return { id: deviceId, name: displayName };
      }}
    />
  );
}

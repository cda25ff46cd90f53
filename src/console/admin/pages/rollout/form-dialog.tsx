// A few fields and one act on the rollout, after which everything that may be another is asked for again.

import type { ComponentProps } from 'react';
import { ActDialog } from '../../act-dialog.tsx';
import { useAgain } from './use-rollout.ts';

type Props = Omit<ComponentProps<typeof ActDialog>, 'onClose' | 'isAlert'> & { readonly onClose: () => void };

export function FormDialog({ onClose, ...act }: Props) {
  const again = useAgain();
  return (
    <ActDialog
      {...act}
      onClose={(isDone) => {
        onClose();
        if (isDone) again();
      }}
    />
  );
}

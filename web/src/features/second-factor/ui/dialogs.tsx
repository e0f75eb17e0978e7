import { useState } from 'react';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { Dialog } from '@/shared/ui/dialog/dialog';
import { Enrolment } from './enrolment';
import { RecoveryCodes } from './recovery-codes';

interface DialogProps {
  username: string;
  onClose: () => void;
}

/** Sets the second factor up or replaces it, and shows the recovery codes. */
export function EnrolDialog({ username, onClose }: DialogProps) {
  const t = useT();
  const [codes, setCodes] = useState<readonly string[]>();
  if (codes) return <CodesDialog codes={codes} username={username} onClose={onClose} />;
  return (
    <Dialog title={t('account:enrol.title')} onClose={onClose} actions={<Button onClick={onClose}>{t('form.cancel')}</Button>}>
      <Enrolment onEnrolled={setCodes} />
    </Dialog>
  );
}

/** Shows recovery codes. Closed by its button alone: they are gone afterwards. */
export function CodesDialog({ codes, username, onClose }: DialogProps & { codes: readonly string[] }) {
  const t = useT();
  return (
    <Dialog
      title={t('account:codes.title')}
      onClose={() => undefined}
      actions={
        <Button variant="primary" onClick={onClose}>
          {t('account:codes.kept')}
        </Button>
      }
    >
      <RecoveryCodes codes={codes} username={username} />
    </Dialog>
  );
}

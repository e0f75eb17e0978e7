import { useState } from 'react';
import type { Me } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { Door } from '@/shared/ui/door/door';
import { Enrolment } from './enrolment';
import { RecoveryCodes } from './recovery-codes';

interface EnrolDoorProps {
  me: Me;
  onDone: () => void;
  onSignOut: () => void;
}

/** For those who must have a second factor and have none: nothing else is possible until it is there. */
export function EnrolDoor({ me, onDone, onSignOut }: EnrolDoorProps) {
  const t = useT();
  const [codes, setCodes] = useState<readonly string[]>();
  if (codes) {
    return (
      <Door title={t('account:codes.title')}>
        <RecoveryCodes codes={codes} username={me.username} />
        <p className="enrol-next">
          <Button variant="primary" size="l" onClick={onDone}>
            {t('account:codes.kept')}
          </Button>
        </p>
      </Door>
    );
  }
  return (
    <Door title={t('account:enrol.doorTitle')} text={t('account:enrol.doorText')}>
      <Enrolment onEnrolled={setCodes} />
      <p className="enrol-next">
        <Button variant="quiet" onClick={onSignOut}>
          {t('account:enrol.signOut')}
        </Button>
      </p>
    </Door>
  );
}

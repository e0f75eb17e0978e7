import { useEffect } from 'react';
import { useBlocker } from '@tanstack/react-router';
import { useT } from '@/shared/i18n/t';
import { Confirm } from '@/shared/ui/dialog/confirm';

/** Forms on the screen with changes that are not applied. */
const open = new Set<symbol>();

/** Whether signing out now would lose changes. */
export const hasUnsaved = (): boolean => open.size > 0;

/** Asks before changes that are not applied would be lost: on a link, on back, on closing the window. */
export function LeaveGuard({ unsaved }: { unsaved: boolean }) {
  const t = useT();
  useEffect(() => {
    if (!unsaved) return;
    const form = Symbol('form');
    open.add(form);
    return () => void open.delete(form);
  }, [unsaved]);
  const blocker = useBlocker({
    // Another tab of the same page loses nothing; an ended session cannot be held up.
    shouldBlockFn: ({ current, next }) => unsaved && next.pathname !== current.pathname && next.pathname !== '/sign-in',
    enableBeforeUnload: () => unsaved,
    withResolver: true,
  });
  if (blocker.status !== 'blocked') return null;
  return (
    <Confirm
      title={t('form.leaveTitle')}
      text={t('form.leaveText')}
      keep={t('form.leaveStay')}
      go={t('form.leaveGo')}
      danger
      onClose={blocker.reset}
      onGo={blocker.proceed}
    />
  );
}

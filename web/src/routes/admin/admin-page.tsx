import { lazy, Suspense, useState } from 'react';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { healthQuery } from '@/features/admin-health/api/health';
import { urgent } from '@/features/admin-health/model/problems';
import { hasUnsaved } from '@/features/admin-common/form/leave-guard';
import { useAdminLive } from '@/features/admin-common/live/use-admin-live';
import { AdminShell } from '@/features/admin-shell/ui/admin-shell';
import { usePlaces } from '@/features/admin-shell/ui/use-places';
import { keysOf, useActions } from '@/shared/actions/actions';
import { errorWords } from '@/shared/api/error-words';
import { can, useMe } from '@/shared/api/me';
import { signOut } from '@/shared/api/sign-out';
import { loadTexts } from '@/shared/i18n/i18n';
import { useT } from '@/shared/i18n/t';
import { loadChunk } from '@/shared/lib/load-chunk';
import { Confirm } from '@/shared/ui/dialog/confirm';
import { toast } from '@/shared/ui/toast/toasts';

/** Loaded when it is first asked for; its words stand with the desk's. */
const CommandBar = lazy(async () => {
  const [module] = await Promise.all([loadChunk(() => import('@/features/commands/ui/command-bar')), loadTexts('desk')]);
  return { default: module.CommandBar };
});

const GOTO_KEYS = 'Ctrl+KeyK';

/** The Contact Center Administrator. */
export function AdminPage() {
  const t = useT();
  const me = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [finding, setFinding] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const health = useQuery({ ...healthQuery, enabled: can(me, 'configure') });
  useAdminLive();
  const find = () => setFinding(true);
  useActions([
    ...usePlaces(),
    { id: 'admin.goto', name: t('admin:top.goto'), group: t('admin:title'), keys: GOTO_KEYS, inText: true, hidden: true, perform: find },
  ]);
  const leave = async () => {
    try {
      await signOut();
      await navigate({ to: '/sign-in', search: { why: 'signed-out' }, ignoreBlocker: true });
      queries.clear();
    } catch (error) {
      toast(errorWords(error, t), { icon: 'alert' });
    }
  };
  return (
    <AdminShell
      problems={urgent(health.data ?? [])}
      onGoto={find}
      gotoKeys={keysOf({ keys: GOTO_KEYS })}
      onSignOut={() => (hasUnsaved() ? setLeaving(true) : void leave())}
    >
      <Outlet />
      {leaving && (
        <Confirm
          title={t('form.leaveTitle')}
          text={t('form.leaveText')}
          keep={t('form.leaveStay')}
          go={t('admin:me.signOut')}
          danger
          onClose={() => setLeaving(false)}
          onGo={leave}
        />
      )}
      {finding && (
        <Suspense fallback={null}>
          <CommandBar onClose={() => setFinding(false)} />
        </Suspense>
      )}
    </AdminShell>
  );
}

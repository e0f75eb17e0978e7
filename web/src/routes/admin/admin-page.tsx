import { Outlet, useNavigate } from '@tanstack/react-router';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { AdminShell } from '@/features/admin-shell/ui/admin-shell';
import { hasProblem } from '@/features/admin-accounts/model/status';
import { accountsQuery } from '@/features/admin-common/api/accounts';
import { useAdminLive } from '@/features/admin-common/live/use-admin-live';
import { errorWords } from '@/shared/api/error-words';
import { can, useMe } from '@/shared/api/me';
import { signOut } from '@/shared/api/sign-out';
import { useT } from '@/shared/i18n/t';
import { toast } from '@/shared/ui/toast/toasts';

/** The Contact Center Administrator. */
export function AdminPage() {
  const t = useT();
  const me = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const accounts = useQuery({ ...accountsQuery, enabled: can(me, 'configure') });
  useAdminLive();
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
    <AdminShell problems={(accounts.data ?? []).filter(hasProblem).length} onSignOut={() => void leave()}>
      <Outlet />
    </AdminShell>
  );
}

import { getRouteApi } from '@tanstack/react-router';
import { AccountState } from '@/features/admin-accounts/ui/account-state';
import { CheckList } from '@/features/admin-accounts/ui/check-list';
import { AlertsPage } from '@/features/admin-alerts/ui/alerts-page';
import { HomePage } from '@/features/admin-health/ui/home-page';
import { AccountHealthPage } from '@/features/admin-health/ui/account-health-page';
import { HealthState } from '@/features/admin-health/ui/health-state';
import { HealthPage } from '@/features/admin-health/ui/health-page';
import { WithRight } from '@/features/admin-shell/ui/with-right';
import type { ChannelHealth } from '@/shared/api/schema';

const state = (account: ChannelHealth) => (
  <HealthState account={account}>
    <AccountState status={account.status} />
  </HealthState>
);

/** Without buttons: what is to be done stands with the problems. */
const checks = (account: ChannelHealth) => (
  <CheckList checks={account.checks.map((check) => ({ ...check, fix: null }))} subscribeOff={undefined} subscribing={false} onFix={() => undefined} />
);

const one = getRouteApi('/signed-in/admin/accounts/$accountId/health');

/** `/admin` */
export function HomeRoute() {
  return (
    <WithRight right="configure">
      <HomePage state={state} />
    </WithRight>
  );
}

/** `/admin/alerts` */
export function AlertsRoute() {
  return (
    <WithRight right="configure">
      <AlertsPage />
    </WithRight>
  );
}

/** `/admin/health` */
export function HealthRoute() {
  return (
    <WithRight right="configure">
      <HealthPage state={state} />
    </WithRight>
  );
}

/** `/admin/accounts/$accountId/health` */
export function AccountHealthRoute() {
  return (
    <WithRight right="configure">
      <AccountHealthPage id={one.useParams().accountId} state={state} checks={checks} />
    </WithRight>
  );
}

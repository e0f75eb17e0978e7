import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { AccountPage, NewAccountPage } from '@/features/admin-accounts/ui/account-page';
import { AccountsPage } from '@/features/admin-accounts/ui/accounts-page';
import { ParkedPage } from '@/features/admin-accounts/ui/parked-page';
import { NewApprovedPage } from '@/features/admin-approved/ui/approved-new';
import { ApprovedPage } from '@/features/admin-approved/ui/approved-page';
import { accountQuery } from '@/features/admin-common/api/accounts';
import { EntityPage } from '@/features/admin-common/page/entity-page';
import { ProfilePage } from '@/features/admin-profile/ui/profile-page';
import { WithRight } from '@/features/admin-shell/ui/with-right';
import { useT } from '@/shared/i18n/t';

const list = getRouteApi('/signed-in/admin/accounts');
const fresh = getRouteApi('/signed-in/admin/accounts/new');
const one = getRouteApi('/signed-in/admin/accounts/$accountId');
const profile = getRouteApi('/signed-in/admin/accounts/$accountId/profile');
const approved = getRouteApi('/signed-in/admin/accounts/$accountId/templates');
const newApproved = getRouteApi('/signed-in/admin/accounts/$accountId/templates/new');
const parked = getRouteApi('/signed-in/admin/accounts/$accountId/parked');

/** `/admin/accounts` */
export function AccountsRoute() {
  const filter = list.useSearch();
  const navigate = list.useNavigate();
  return (
    <WithRight right="configure">
      <AccountsPage filter={filter} onFilter={(search) => void navigate({ search, replace: true })} />
    </WithRight>
  );
}

/** `/admin/accounts/new` */
export function NewAccountRoute() {
  return (
    <WithRight right="configure">
      <NewAccountPage channelId={fresh.useSearch().channel} />
    </WithRight>
  );
}

/** `/admin/accounts/$accountId` */
export function AccountRoute() {
  return (
    <WithRight right="configure">
      <AccountPage id={one.useParams().accountId} focus={one.useSearch().focus} />
    </WithRight>
  );
}

/** `/admin/accounts/$accountId/profile` */
export function ProfileRoute() {
  return (
    <WithRight right="configure">
      <ProfilePage accountId={profile.useParams().accountId} />
    </WithRight>
  );
}

/** `/admin/accounts/$accountId/templates` */
export function ApprovedRoute() {
  return (
    <WithRight right="configure">
      <ApprovedPage accountId={approved.useParams().accountId} />
    </WithRight>
  );
}

/** `/admin/accounts/$accountId/templates/new` */
export function NewApprovedRoute() {
  return (
    <WithRight right="configure">
      <NewApprovedPage accountId={newApproved.useParams().accountId} />
    </WithRight>
  );
}

/** `/admin/accounts/$accountId/parked` */
export function ParkedRoute() {
  return (
    <WithRight right="configure">
      <Parked id={parked.useParams().accountId} />
    </WithRight>
  );
}

function Parked({ id }: { id: string }) {
  const t = useT();
  const account = useQuery(accountQuery(id));
  return (
    <EntityPage query={account} errorTitle={t('admin-accounts:list.errorOne')}>
      {(data) => <ParkedPage account={data} />}
    </EntityPage>
  );
}

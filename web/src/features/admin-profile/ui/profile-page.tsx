import { useQuery } from '@tanstack/react-query';
import { accountQuery } from '@/features/admin-common/api/accounts';
import { EntityPage, together } from '@/features/admin-common/page/entity-page';
import { useT } from '@/shared/i18n/t';
import { publicProfileQuery } from '../api/public-profile';
import { ProfileEditor } from './profile-editor';

/** What an account's page shows before anybody writes. */
export function ProfilePage({ accountId }: { accountId: string }) {
  const t = useT();
  const account = useQuery(accountQuery(accountId));
  const profile = useQuery(publicProfileQuery(accountId));
  return (
    <EntityPage query={together({ account, profile })} errorTitle={t('admin-profile:error')}>
      {(data) => <ProfileEditor account={data.account} profile={data.profile} />}
    </EntityPage>
  );
}

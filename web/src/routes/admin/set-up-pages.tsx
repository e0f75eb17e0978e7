import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { StepValues } from '@/features/admin-accounts/ui/step-values';
import { accountQuery } from '@/features/admin-common/api/accounts';
import { channelsQuery } from '@/features/admin-common/api/channels';
import { SetUpPage } from '@/features/admin-set-up/ui/set-up-page';
import { WithRight } from '@/features/admin-shell/ui/with-right';

const one = getRouteApi('/signed-in/admin/accounts/$accountId/set-up');

/** `/admin/accounts/$accountId/set-up` */
export function SetUpRoute() {
  return (
    <WithRight right="configure">
      <Guide id={one.useParams().accountId} />
    </WithRight>
  );
}

function Guide({ id }: { id: string }) {
  const account = useQuery(accountQuery(id)).data;
  const channel = useQuery(channelsQuery).data?.find((each) => each.id === account?.channel);
  return <SetUpPage id={id} values={(keys, onSaved) => account && channel && <StepValues account={account} channel={channel} keys={keys} onSaved={onSaved} />} />;
}

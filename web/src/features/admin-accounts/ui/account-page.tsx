import { useQuery } from '@tanstack/react-query';
import { accountQuery } from '@/features/admin-common/api/accounts';
import { channelsQuery } from '@/features/admin-common/api/channels';
import { entriesQuery } from '@/features/admin-common/api/entries';
import { EntityPage, together } from '@/features/admin-common/page/entity-page';
import { useT } from '@/shared/i18n/t';
import { EmptyState } from '@/shared/ui/states/states';
import { AccountEditor } from './account-editor';

/** One integration account. */
export function AccountPage({ id, focus }: { id: string; focus?: string | undefined }) {
  const t = useT();
  const entries = useQuery(entriesQuery);
  const all = together({ account: useQuery(accountQuery(id)), channels: useQuery(channelsQuery) });
  return (
    <EntityPage query={all} errorTitle={t('admin-accounts:list.errorOne')}>
      {({ account, channels }) => {
        const channel = channels.find((each) => each.id === account.channel);
        if (!channel) return <UnknownChannel channel={account.channel} />;
        const entry = entries.data?.find((each) => each.id === account.entry_id);
        return <AccountEditor key={id} channel={channel} account={account} entry={entry} focus={focus} />;
      }}
    </EntityPage>
  );
}

/** A new account of a channel. */
export function NewAccountPage({ channelId }: { channelId: string | undefined }) {
  const t = useT();
  return (
    <EntityPage query={useQuery(channelsQuery)} errorTitle={t('admin-accounts:list.errorOne')}>
      {(channels) => {
        const channel = channelId === undefined ? channels[0] : channels.find((each) => each.id === channelId);
        if (!channel) return <UnknownChannel channel={channelId ?? ''} />;
        return <AccountEditor key={channel.id} channel={channel} account={undefined} entry={undefined} />;
      }}
    </EntityPage>
  );
}

function UnknownChannel({ channel }: { channel: string }) {
  const t = useT();
  return (
    <div className="adm-in">
      <EmptyState icon="plug" title={t('admin-accounts:list.unknownChannel', { channel })} />
    </div>
  );
}

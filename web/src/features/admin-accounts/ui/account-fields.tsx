import { FormSection } from '@/features/admin-common/form/form-section';
import type { ChannelView, FormField } from '@/shared/api/schema';
import { useT, type TextKey } from '@/shared/i18n/t';
import { Checkbox } from '@/shared/ui/field/check';
import { SelectField, TextField } from '@/shared/ui/field/field';
import { IMPORT_PAST } from '../model/draft';
import { ChannelField, type AccountForm } from './channel-field';
import { CallbackUrl, NoticeUrls, SubscribedFields } from './webhook-values';

const GROUPS: Record<string, { title: TextKey; text: TextKey } | undefined> = {
  page: { title: 'admin-accounts:group.page', text: 'admin-accounts:group.pageText' },
  keys: { title: 'admin-accounts:group.keys', text: 'admin-accounts:group.keysText' },
  webhook: { title: 'admin-accounts:group.webhook', text: 'admin-accounts:group.webhookText' },
};

/** Short values stand two in a row. */
const isShort = (field: FormField): boolean => field.kind === 'text' || field.kind === 'digits';

/** Headings of the form in the order in which the channel names them; the first also holds name and type. */
const groupsOf = (channel: ChannelView): string[] => [...new Set(channel.fields.map(({ group }) => group))];

interface AccountFieldsProps {
  form: AccountForm;
  channel: ChannelView;
  replacing: ReadonlySet<string>;
  onReplacing: (key: string, replacing: boolean) => void;
}

/** The properties of an account, drawn from its channel's description. */
export function AccountFields({ form, channel, replacing, onReplacing }: AccountFieldsProps) {
  const t = useT();
  const one = (field: FormField) => (
    <ChannelField
      key={field.key}
      form={form}
      field={field}
      stored={form.applied?.secrets[field.key]}
      replacing={replacing.has(field.key)}
      onReplacing={(on) => onReplacing(field.key, on)}
    />
  );
  return groupsOf(channel).map((group, at) => {
    const fields = channel.fields.filter((field) => field.group === group);
    const words = GROUPS[group];
    return (
      <FormSection key={group} id={`group-${group}`} title={words ? t(words.title) : group} text={words && t(words.text, { channel: channel.label })}>
        {at === 0 && <NameAndType form={form} channel={channel} />}
        {group === 'webhook' && <CallbackUrl url={form.applied?.callback_url ?? ''} follows={form.applied !== undefined && form.changed.includes('page_id')} />}
        {fields.some(isShort) && <div className="two-c">{fields.filter(isShort).map(one)}</div>}
        {fields.filter((field) => !isShort(field)).map(one)}
        {at === 0 && <PastWish form={form} channel={channel} />}
        {group === 'webhook' && <NoticeUrls deletion={form.applied?.deletion_url} deauthorise={form.applied?.deauthorise_url} />}
        {group === 'webhook' && channel.subscribed_fields.length > 0 && <SubscribedFields fields={channel.subscribed_fields} />}
      </FormSection>
    );
  });
}

/** Asked once, while the account is made. */
function PastWish({ form, channel }: { form: AccountForm; channel: ChannelView }) {
  const t = useT();
  if (form.applied || !channel.capabilities.history) return null;
  return (
    <Checkbox
      label={t('admin-imports:wish')}
      hint={t('admin-imports:wishHint')}
      name={IMPORT_PAST}
      checked={form.draft[IMPORT_PAST] === 'true'}
      onChange={(event) => form.edit({ [IMPORT_PAST]: event.target.checked ? 'true' : '' })}
    />
  );
}

function NameAndType({ form, channel }: { form: AccountForm; channel: ChannelView }) {
  const t = useT();
  return (
    <div className="two-c">
      <TextField
        label={form.labels.name ?? ''}
        {...form.field('name')}
        name="name"
        value={form.draft.name}
        maxLength={80}
        autoComplete="off"
        autoFocus={form.applied === undefined}
        hint={form.applied === undefined ? t('admin-accounts:field.nameHint') : undefined}
        onChange={(event) => form.edit({ name: event.target.value })}
      />
      {channel.types.length > 0 && (
        <SelectField
          label={form.labels.channel_type ?? ''}
          {...form.field('channel_type')}
          name="channel_type"
          value={form.draft.channel_type}
          onChange={(event) => form.edit({ channel_type: event.target.value })}
        >
          {channel.types.map((type) => (
            <option key={type.id} value={type.id}>
              {type.label}
            </option>
          ))}
        </SelectField>
      )}
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import { channelsQuery } from '@/features/admin-common/api/channels';
import { servicesQuery } from '@/features/admin-common/api/services';
import { EntityPage, together } from '@/features/admin-common/page/entity-page';
import { useT } from '@/shared/i18n/t';
import { templatesQuery } from '@/shared/rich/api/templates';
import { EmptyState } from '@/shared/ui/states/states';
import { TemplateEditor } from './template-editor';

/** One message template; without an id a new one. */
export function TemplatePage({ id }: { id: string | undefined }) {
  const t = useT();
  const templates = useQuery(templatesQuery);
  const services = useQuery(servicesQuery);
  const channels = useQuery(channelsQuery);
  return (
    <EntityPage query={together({ templates, services, channels })} errorTitle={t('admin-templates:errorOne')}>
      {(data) => {
        const template = data.templates.find((each) => each.id === id);
        const possible = data.channels.filter((channel) => channel.capabilities.rich);
        if (id !== undefined && !template) return <EmptyState icon="cards" title={t('admin-templates:gone')} text={t('admin-templates:goneText')} />;
        if (possible.length === 0) return <EmptyState icon="cards" title={t('admin-templates:noChannel')} text={t('admin-templates:noChannelText')} />;
        return <TemplateEditor key={id ?? 'new'} template={template} services={data.services} channels={possible} />;
      }}
    </EntityPage>
  );
}

import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { InteractionView, TemplateView } from '@/shared/api/schema';
import { useDesk } from '@/shared/desk/context';
import { channelOf } from '@/shared/desk/select';
import { templatesQuery } from '@/shared/rich/api/templates';
import { fitting } from './fitting';

const NONE: readonly never[] = [];

/** The message templates of a chat; none where its channel takes none. */
export const useTemplates = (interaction: InteractionView | undefined): readonly TemplateView[] => {
  const rich = useDesk((state) => Boolean(interaction && channelOf(state, interaction.channel)?.capabilities.rich));
  const { data } = useQuery({ ...templatesQuery, enabled: rich });
  const [channel, service] = [interaction?.channel, interaction?.service_id];
  return useMemo(() => (data && channel && service ? fitting(data, { channel, service_id: service }) : NONE), [data, channel, service]);
};

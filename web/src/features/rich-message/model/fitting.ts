import type { InteractionView, TemplateView } from '@/shared/api/schema';

/** The message templates that a chat may use: of its channel, switched on, of its service or of all. */
export const fitting = (
  templates: readonly TemplateView[],
  { channel, service_id: service }: Pick<InteractionView, 'channel' | 'service_id'>,
): TemplateView[] => templates.filter((template) => !template.disabled && template.channel === channel && (!template.service_id || template.service_id === service));

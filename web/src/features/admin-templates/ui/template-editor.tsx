import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { faults } from '@/features/admin-common/form/check-values';
import { below } from '@/features/admin-common/form/field-errors';
import { FormFrame } from '@/features/admin-common/form/form-frame';
import { FormSection } from '@/features/admin-common/form/form-section';
import { useEntityForm } from '@/features/admin-common/form/use-entity-form';
import { PageHead } from '@/features/admin-common/page/page-head';
import { ActiveState } from '@/features/admin-common/parts/active-state';
import { VariablesHelp } from '@/features/admin-common/parts/variables-help';
import type { ChannelView, Rich, ServiceView, TemplateInput, TemplateView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { templatesQuery } from '@/shared/rich/api/templates';
import { checkRich, preview } from '@/shared/rich/model/check';
import { emptyOf, kindsOf, turnedInto, type RichKind } from '@/shared/rich/model/kinds';
import { PhoneCard } from '@/shared/rich/ui/phone-card';
import { problemWords, sayer } from '@/shared/rich/ui/problem-words';
import { RichForm } from '@/shared/rich/ui/rich-form';
import { Card } from '@/shared/ui/card/card';
import { SelectField, TextField } from '@/shared/ui/field/field';
import { toast } from '@/shared/ui/toast/toasts';
import { changeTemplate, createTemplate, keepTemplate } from '../api/save-template';
import { EXAMPLE } from '../model/example';

interface TemplateDraft {
  name: string;
  channel: string;
  /** Empty: all. */
  service_id: string;
  content: Rich;
}

interface TemplateEditorProps {
  /** Undefined while a new one is written. */
  template: TemplateView | undefined;
  services: readonly ServiceView[];
  /** Channels that take rich messages; at least one. */
  channels: readonly ChannelView[];
}

const LONGEST_NAME = 60;

/** A file is chosen when the message is sent, so a picture with buttons is no template. */
const templateKinds = (channel: ChannelView | undefined): RichKind[] => kindsOf(channel?.capabilities.rich).filter((kind) => kind !== 'media');

const draftOf = (template: TemplateView): TemplateDraft => ({ name: template.name, channel: template.channel, service_id: template.service_id ?? '', content: template.content });

const toInput = (draft: TemplateDraft, keys: readonly string[]): TemplateInput => ({
  ...(keys.includes('name') ? { name: draft.name.trim() } : {}),
  ...(keys.includes('channel') ? { channel: draft.channel } : {}),
  ...(keys.includes('service_id') ? { service_id: draft.service_id } : {}),
  ...(keys.includes('content') ? { content: draft.content } : {}),
});

/** A message template: its name, where it is offered, its fields and how the phone shows it. */
export function TemplateEditor({ template, services, channels }: TemplateEditorProps) {
  const t = useT();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [tried, setTried] = useState(false);
  const blank: TemplateDraft = { name: '', channel: channels[0]?.id ?? '', service_id: '', content: emptyOf(templateKinds(channels[0])[0] ?? 'choices') };
  const limitsOf = (draft: TemplateDraft) => channels.find((channel) => channel.id === draft.channel)?.capabilities.rich;
  const form = useEntityForm<TemplateView, TemplateDraft>({
    applied: template,
    blank,
    draftOf,
    labels: { name: t('admin-templates:name'), channel: t('admin-templates:channel'), service_id: t('admin-templates:service'), content: t('admin-templates:message') },
    check: (draft) => {
      setTried(true);
      const check = faults(t);
      check.text('name', draft.name, LONGEST_NAME);
      const limits = limitsOf(draft);
      if (limits) for (const [field, problem] of checkRich(limits, draft.content)) check.add(`content.${field}`, problemWords(problem, t));
      return check.found;
    },
    save: (draft, changed, applied) =>
      applied ? changeTemplate(applied.id, { ...toInput(draft, changed), expected_updated_at: applied.updated_at }) : createTemplate(toInput(draft, Object.keys(blank))),
    reload: async () => {
      const all = await queries.query({ ...templatesQuery, staleTime: 0 });
      const mine = all.find((each) => each.id === template?.id);
      if (!mine) throw new Error('the template is gone');
      return mine;
    },
    onSaved: (saved) => {
      setTried(false);
      keepTemplate(queries, saved);
      toast(t(template ? 'admin:form.applied' : 'admin:form.created', { name: saved.name }));
      if (!template) void navigate({ to: '/admin/message-templates/$templateId', params: { templateId: saved.id }, replace: true, ignoreBlocker: true });
    },
  });
  const { draft, edit, labels } = form;
  const channel = channels.find((each) => each.id === draft.channel);
  const limits = limitsOf(draft);
  const refused = new Map(Object.entries(below(form.errors, 'content')).map(([path, message]) => [path.replace(/^\./u, ''), message]));
  return (
    <FormFrame
      form={form}
      onCancel={() => void navigate({ to: '/admin/message-templates', search: {}, ignoreBlocker: true })}
      head={
        <PageHead
          crumb={
            <Link to="/admin/message-templates" search={{}}>
              {t('admin:nav.templates')}
            </Link>
          }
          crumbEnd={t('admin-templates:one')}
          title={template?.name ?? t('admin-templates:newTitle')}
          text={template && <ActiveState disabled={template.disabled} />}
        />
      }
    >
      <Card>
        <FormSection title={t('admin-templates:where')}>
          <TextField label={labels.name} {...form.field('name')} name="name" value={draft.name} maxLength={LONGEST_NAME} autoComplete="off" autoFocus={!template} onChange={(event) => edit({ name: event.target.value })} />
          {channels.length > 1 && (
            <SelectField label={labels.channel} {...form.field('channel')} value={draft.channel} onChange={(event) => edit({ channel: event.target.value })}>
              {channels.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.label}
                </option>
              ))}
            </SelectField>
          )}
          <SelectField label={labels.service_id} hint={t('admin-templates:serviceHint')} {...form.field('service_id')} value={draft.service_id} onChange={(event) => edit({ service_id: event.target.value })}>
            <option value="">{t('admin-templates:allServices')}</option>
            {services.map((service) => (
              <option key={service.id} value={service.id}>
                {service.name}
              </option>
            ))}
          </SelectField>
        </FormSection>
        <FormSection title={t('admin-templates:message')}>
          <div className="template-made">
            <div className="template-fields">
              <SelectField label={t('admin-templates:kind')} value={draft.content.rich} onChange={(event) => edit({ content: turnedInto(draft.content, templateKinds(channel).find((kind) => kind === event.target.value) ?? 'choices') })}>
                {templateKinds(channel).map((kind) => (
                  <option key={kind} value={kind}>
                    {t(`rich:kinds.${kind}`)}
                  </option>
                ))}
              </SelectField>
              {limits && (
                <RichForm key={draft.content.rich} rich={draft.content} limits={limits} say={sayer(checkRich(limits, draft.content), refused, tried && form.refusals > 0, t)} onChange={(content) => edit({ content })} />
              )}
              <VariablesHelp />
            </div>
            <section className="template-phone" aria-label={t('rich:preview')}>
              <h3>{t('rich:preview')}</h3>
              <div className="template-screen">
                <PhoneCard rich={preview(draft.content, EXAMPLE)} />
              </div>
            </section>
          </div>
        </FormSection>
      </Card>
    </FormFrame>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Rich } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { templatesQuery } from '@/shared/rich/api/templates';
import { SelectField } from '@/shared/ui/field/field';
import { fitting } from '../model/fitting';

interface TemplateChoiceProps {
  channel: string;
  serviceId: string;
  onTake: (content: Rich) => void;
}

/** Message templates of the chat's service, to begin from; nothing where there are none. */
export function TemplateChoice({ channel, serviceId, onTake }: TemplateChoiceProps) {
  const t = useT();
  const { data } = useQuery(templatesQuery);
  const [chosen, setChosen] = useState('');
  const offered = fitting(data ?? [], { channel, service_id: serviceId });
  if (offered.length === 0) return null;
  return (
    <SelectField
      label={t('rich:template')}
      value={chosen}
      onChange={(event) => {
        const template = offered.find((each) => each.id === event.target.value);
        setChosen(template?.id ?? '');
        if (template) onTake(template.content);
      }}
    >
      <option value="">{t('rich:noTemplate')}</option>
      {offered.map((template) => (
        <option key={template.id} value={template.id}>
          {template.name}
        </option>
      ))}
    </SelectField>
  );
}

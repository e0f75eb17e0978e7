import { Chip } from '@/shared/ui/badge/badge';
import { Button } from '@/shared/ui/button/button';
import { SelectField } from '@/shared/ui/field/field';
import { attempt } from '../api/act';
import { api } from '../api/client';
import { useTemplates } from '../api/queries';
import type { Page, ReviewRule, Template } from '../api/types';

const RULES: Record<ReviewRule, string> = { by_hand: 'By hand, here', approve: 'Approved at once', reject: 'Rejected as advertising' };

/** Meta's reviewers: the utility templates that apps have submitted for the page, and what is said of them. */
export function TemplatesCard({ page }: { page: Page }) {
  const templates = useTemplates(page.id).data;
  const items = templates?.items ?? [];
  return (
    <section className="card simpad" id="card-templates" aria-labelledby="templates-title">
      <div className="simh">
        <div>
          <h2 id="templates-title">Utility templates</h2>
          <p className="mut">{items.length === 0 ? 'Apps submit them for review; approved ones may be sent at any time.' : 'The app is told what you decide, by message_template_status_update.'}</p>
        </div>
      </div>
      <SelectField label="New templates are reviewed" value={templates?.rule ?? 'by_hand'} onChange={(event) => void attempt(() => api.put(`/pages/${page.id}/template-rule`, { rule: event.target.value }))}>
        {Object.entries(RULES).map(([rule, words]) => (
          <option key={rule} value={rule}>
            {words}
          </option>
        ))}
      </SelectField>
      <ul className="sd-templates">
        {items.map((template) => (
          <One key={template.id} page={page} template={template} />
        ))}
      </ul>
    </section>
  );
}

const TONES: Record<string, 'ok' | 'warn' | 'danger'> = { APPROVED: 'ok', PENDING: 'warn', PAUSED: 'warn', REJECTED: 'danger' };

function One({ page, template }: { page: Page; template: Template }) {
  const say = (status: string) => void attempt(() => api.put(`/pages/${page.id}/templates/${template.id}/review`, { status }));
  const tone = TONES[template.status];
  return (
    <li aria-label={`Template ${template.name}`}>
      <p>
        <b>{template.name}</b> <span className="mut">{template.language}</span> <Chip {...(tone && { tone })}>{template.status}</Chip>
        {template.reason !== 'NONE' && <code className="meta"> {template.reason}</code>}
      </p>
      {template.header && <p dir="auto">{template.header}</p>}
      <p className="mut" dir="auto">
        {template.body}
      </p>
      <div className="simrow">
        <Button size="s" offReason={template.status === 'APPROVED' ? 'It is approved' : undefined} onClick={() => say('approved')}>
          Approve
        </Button>
        <Button size="s" offReason={template.status === 'REJECTED' ? 'It is rejected' : undefined} onClick={() => say('rejected')}>
          Reject
        </Button>
        <Button size="s" offReason={template.status === 'APPROVED' ? undefined : 'Only an approved template can be paused'} onClick={() => say('paused')}>
          Pause
        </Button>
      </div>
    </li>
  );
}

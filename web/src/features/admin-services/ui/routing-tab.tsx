import { useState } from 'react';
import { DurationField } from '@/features/admin-common/form/duration-field';
import { below } from '@/features/admin-common/form/field-errors';
import { FormSection } from '@/features/admin-common/form/form-section';
import type { SkillView, TeamView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { Button } from '@/shared/ui/button/button';
import { Checkbox } from '@/shared/ui/field/check';
import { TextField } from '@/shared/ui/field/field';
import { EmptyState } from '@/shared/ui/states/states';
import { freshStep, type Step } from '../model/draft';
import type { ServiceForm } from './properties-tab';
import { StepRow } from './step-row';
import './services.css';

/** How chats find an agent beyond teams and skills: the one who had the customer, and what is enough after a while. */
export function RoutingTab({ form, teams, skills }: { form: ServiceForm; teams: readonly TeamView[]; skills: readonly SkillView[] }) {
  const t = useT();
  const { draft, edit, labels } = form;
  const { steps } = draft;
  const [fresh, setFresh] = useState<string>();
  const set = (next: readonly Step[]) => edit({ steps: next });
  const add = () => {
    const step = freshStep(steps);
    setFresh(step.key);
    set([...steps, step]);
  };
  const button = (
    <Button icon="plus" onClick={add}>
      {t('admin-routing:addStep')}
    </Button>
  );
  return (
    <>
      <FormSection title={t('admin-routing:lastAgent')} text={t('admin-routing:lastAgentText')}>
        <div className="two-c">
          <DurationField
            label={labels.last_agent_wait_ms}
            {...form.field('last_agent_wait_ms')}
            name="last_agent_wait_ms"
            hint={t('admin-routing:lastAgentWaitHint')}
            value={draft.last_agent_wait_ms}
            onChange={(last_agent_wait_ms) => edit({ last_agent_wait_ms })}
          />
          <TextField
            label={labels.last_agent_days}
            {...form.field('last_agent_days')}
            name="last_agent_days"
            className="num inp-num"
            inputMode="numeric"
            hint={t('admin-routing:lastAgentDaysHint')}
            value={draft.last_agent_days}
            onChange={(event) => edit({ last_agent_days: event.target.value.trim() })}
          />
        </div>
      </FormSection>
      <FormSection title={t('admin-routing:pull')}>
        <Checkbox label={labels.may_pull} hint={t('admin-routing:mayPullHint')} checked={draft.may_pull} onChange={(event) => edit({ may_pull: event.target.checked })} />
      </FormSection>
      <FormSection title={labels.steps} text={t('admin-routing:stepsText')}>
        {steps.length === 0 && <EmptyState icon="clock" title={t('admin-routing:stepsEmpty')} text={t('admin-routing:stepsEmptyText')} action={button} />}
        <ol className="steps">
          {steps.map((step, at) => (
            <StepRow
              key={step.key}
              step={step}
              teams={teams.filter(({ id, disabled }) => (!disabled && !draft.team_ids.includes(id)) || step.team_ids.includes(id))}
              skills={skills}
              errors={below(form.errors, `steps[${at}]`)}
              fresh={fresh === step.key}
              onChange={(change) => set(steps.map((each) => (each.key === step.key ? { ...each, ...change } : each)))}
              onRemove={() => set(steps.filter((each) => each.key !== step.key))}
            />
          ))}
        </ol>
        {steps.length > 0 && steps.length < 10 && <div className="rows-foot">{button}</div>}
      </FormSection>
    </>
  );
}

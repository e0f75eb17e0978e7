import { DurationField } from '@/features/admin-common/form/duration-field';
import { below, type FieldErrors } from '@/features/admin-common/form/field-errors';
import { PickList } from '@/features/admin-common/parts/pick-list';
import { SkillLevels } from '@/features/admin-common/parts/skill-levels';
import type { SkillView, TeamView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import { IconButton } from '@/shared/ui/button/button';
import type { Step } from '../model/draft';

interface StepRowProps {
  step: Step;
  /** Teams that do not get the chats from the beginning. */
  teams: readonly TeamView[];
  skills: readonly SkillView[];
  /** Faults below this step, e.g. `.after_ms`. */
  errors: FieldErrors;
  fresh: boolean;
  onChange: (change: Partial<Step>) => void;
  onRemove: () => void;
}

/** What is enough from a waiting time on. */
export function StepRow({ step, teams, skills, errors, fresh, onChange, onRemove }: StepRowProps) {
  const t = useT();
  const name = fresh && step.after === '' ? t('admin-routing:stepNew') : t('admin-routing:stepTitle', { time: step.after });
  return (
    <li>
      <fieldset className="step">
        <legend className="vh">{name}</legend>
        <div className="step-head">
          <DurationField
            label={t('admin-routing:after')}
            error={errors['.after_ms'] ?? errors['']}
            changed={false}
            name={`step-${step.key}`}
            value={step.after}
            onChange={(after) => onChange({ after })}
          />
          <IconButton icon="trash" size="s" label={t('admin:form.remove', { name })} onClick={onRemove} />
        </div>
        <div className="two-c">
          <PickList
            label={t('admin-routing:teams')}
            empty={t('admin-routing:noTeams')}
            options={teams.map(({ id, name: label, members }) => ({ id, label, detail: t('admin-people:team.memberCount', { count: members }) }))}
            selected={step.team_ids}
            error={Object.entries(errors).find(([path]) => path.startsWith('.team_ids'))?.[1]}
            changed={false}
            onChange={(team_ids) => onChange({ team_ids })}
          />
          <SkillLevels
            label={t('admin-routing:levels')}
            hint={t('admin-routing:levelsHint')}
            levelLabel={t('admin-routing:enough')}
            skills={skills}
            value={step.levels}
            errors={below(errors, '.levels')}
            changed={false}
            startLevel={1}
            onChange={(levels) => onChange({ levels })}
          />
        </div>
      </fieldset>
    </li>
  );
}

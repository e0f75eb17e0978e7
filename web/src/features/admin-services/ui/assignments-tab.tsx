import { below } from '@/features/admin-common/form/field-errors';
import { FormSection } from '@/features/admin-common/form/form-section';
import { PickList } from '@/features/admin-common/parts/pick-list';
import { SkillLevels } from '@/features/admin-common/parts/skill-levels';
import type { SkillView, TeamView } from '@/shared/api/schema';
import { useT } from '@/shared/i18n/t';
import type { ServiceForm } from './properties-tab';

/** Who gets the work of a service: agents of these teams who hold these skills. */
export function AssignmentsTab({ form, teams, skills }: { form: ServiceForm; teams: readonly TeamView[]; skills: readonly SkillView[] }) {
  const t = useT();
  const { draft, edit, labels } = form;
  return (
    <>
      <FormSection title={labels.team_ids} text={t('admin-flow:service.teamsText')}>
        <PickList
          label={labels.team_ids}
          labelHidden
          empty={t('admin-flow:service.noTeams')}
          options={teams
            .filter((team) => !team.disabled || draft.team_ids.includes(team.id))
            .map((team) => ({ id: team.id, label: team.name, detail: t('admin-people:team.memberCount', { count: team.members }) }))}
          selected={draft.team_ids}
          {...form.field('team_ids')}
          onChange={(team_ids) => edit({ team_ids })}
        />
      </FormSection>
      <FormSection title={labels.required_skills} text={t('admin-flow:service.skillsText')}>
        <SkillLevels
          label={labels.required_skills}
          labelHidden
          levelLabel={t('admin-flow:service.atLeast')}
          skills={skills}
          value={draft.required_skills}
          errors={below(form.errors, 'required_skills')}
          changed={form.field('required_skills').changed}
          startLevel={1}
          onChange={(required_skills) => edit({ required_skills })}
        />
      </FormSection>
    </>
  );
}

import type { SkillView } from '@/shared/api/schema';
import type { Examples } from '@/shared/ui/examples';
import { ActiveState } from './active-state';
import { PickList } from './pick-list';
import { SkillLevels } from './skill-levels';

const nothing = () => undefined;
const skill = (id: string, name: string): SkillView => ({ id, name, kind: 'language', holders: 2, disabled: false, updated_at: 0 });
const skills = [skill('es', 'Spanish'), skill('fr', 'French'), skill('de', 'German')];
const levels = { label: 'Skills', levelLabel: 'Level', skills, changed: false, startLevel: 50, onChange: nothing };
const picks = { label: 'Teams', changed: false, empty: 'There are no teams yet. Make one under Teams.', onChange: nothing };
const teams = ['Orders', 'Returns', 'Repairs', 'Night', 'Weekend', 'Trade', 'Club', 'Outlet', 'España'].map((label) => ({ id: label, label, detail: '4 members' }));

/** What several forms of the Administrator share. */
export const examples: Examples = {
  title: 'Administrator: form parts',
  states: {
    active: () => <ActiveState disabled={false} />,
    disabled: () => <ActiveState disabled />,
    'no skills': () => <SkillLevels {...levels} value={[]} errors={{}} />,
    skills: () => <SkillLevels {...levels} value={[{ skill_id: 'es', level: 80 }]} errors={{}} changed />,
    'skill without level': () => <SkillLevels {...levels} value={[{ skill_id: 'es', level: 0 }]} errors={{ '[0].level': 'Enter a level from 1 to 100.' }} />,
    'nothing to pick': () => <PickList {...picks} options={[]} selected={[]} />,
    'one cannot be picked': () => <PickList {...picks} options={[...teams.slice(0, 2), { id: 'x', label: 'Trade', offReason: 'Feeds Main page chat' }]} selected={['Orders']} />,
    many: () => <PickList {...picks} options={teams} selected={['Orders', 'España']} changed />,
  },
};

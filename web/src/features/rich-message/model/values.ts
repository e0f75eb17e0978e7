import type { ContactView, InteractionView } from '@/shared/api/schema';
import type { Values } from '@/shared/rich/model/variables';

const words = (name: string): string[] => name.trim().split(/\s+/u).filter(Boolean);

/** What variables stand for in a chat, as the server fills them. A made-up name ("Customer …") is none. */
export const valuesOf = (interaction: InteractionView, contact: ContactView | undefined, agent: string): Values => {
  const known = words(contact?.profile_name ?? '');
  const written = [contact?.first_name, contact?.last_name].filter((part): part is string => Boolean(part?.trim()));
  const values: Values = { 'agent.name': agent, 'service.name': interaction.service, 'interaction.number': interaction.number };
  const first = contact?.first_name?.trim() || known[0];
  const last = contact?.last_name?.trim() || (known.length > 1 ? known.at(-1) : undefined);
  const whole = written.length > 0 ? written.join(' ') : known.join(' ');
  if (first) values['contact.first_name'] = first;
  if (last) values['contact.last_name'] = last;
  if (whole) values['contact.name'] = whole;
  const agentFirst = words(agent)[0];
  if (agentFirst) values['agent.first_name'] = agentFirst;
  return values;
};

import type { Values } from '@/shared/rich/model/variables';

/** What variables stand for in the preview of a template: people who do not exist. */
export const EXAMPLE: Values = {
  'contact.first_name': 'Marta',
  'contact.last_name': 'Olsen',
  'contact.name': 'Marta Olsen',
  'agent.name': 'Ana Ruiz',
  'agent.first_name': 'Ana',
  'service.name': 'Orders',
  'interaction.number': '1042',
};

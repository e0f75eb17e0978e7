/** A webhook field of the object `page` and what it brings. */
export interface FieldInfo {
  name: string;
  words: string;
}

/** The fields the founding guide names, and those an agent's desk needs besides. */
export const MAIN_FIELDS: readonly FieldInfo[] = [
  { name: 'messages', words: 'Customer texts, pictures, quick replies' },
  { name: 'messaging_postbacks', words: 'Taps on buttons' },
  { name: 'messaging_optins', words: 'Agreements to be contacted' },
  { name: 'message_deliveries', words: 'Your message reached the phone' },
  { name: 'message_reads', words: 'Your message was seen' },
  { name: 'message_echoes', words: 'Messages sent from the page inbox' },
  { name: 'messaging_referrals', words: 'Came from an ad or a link' },
];

/** Fields the simulator can also send. */
export const MORE_FIELDS: readonly FieldInfo[] = [
  { name: 'message_reactions', words: 'Hearts and thumbs on messages' },
  { name: 'message_edits', words: 'Customer changed a text' },
  { name: 'messaging_handovers', words: 'Control of a chat passed between apps' },
  { name: 'standby', words: 'What happens while another app controls the chat' },
  { name: 'messaging_policy_enforcement', words: 'The page was blocked or unblocked' },
  { name: 'messaging_feedback', words: 'Answers to a question about satisfaction' },
  { name: 'messaging_customer_information', words: 'An address the customer filled in' },
  { name: 'messaging_account_linking', words: 'The customer linked their account' },
];

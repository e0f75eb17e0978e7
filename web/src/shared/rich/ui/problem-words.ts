import type { Translate } from '../../i18n/t';
import type { Problems, RichProblem } from '../model/check';
import type { Variable } from '../model/variables';

/** A variable with other words for when its value is not known. */
export const WITH_DEFAULT = '{{contact.first_name | default: "there"}}';

export const variableWords = (name: Variable, t: Translate): string => {
  switch (name) {
    case 'contact.first_name':
      return t('rich:variable.contact_first_name');
    case 'contact.last_name':
      return t('rich:variable.contact_last_name');
    case 'contact.name':
      return t('rich:variable.contact_name');
    case 'agent.name':
      return t('rich:variable.agent_name');
    case 'agent.first_name':
      return t('rich:variable.agent_first_name');
    case 'service.name':
      return t('rich:variable.service_name');
    case 'interaction.number':
      return t('rich:variable.interaction_number');
  }
};

/** What is wrong and what to do, in a sentence. */
export const problemWords = (problem: RichProblem, t: Translate): string => {
  switch (problem.is) {
    case 'too_long':
      return t('rich:problem.tooLong', { length: problem.length, most: problem.most });
    case 'too_many':
      return t('rich:problem.tooMany', { count: problem.count, most: problem.most });
    case 'too_few':
      return t('rich:problem.tooFew', { least: problem.least });
    case 'variable':
      return t('rich:problem.variable', { name: problem.name });
    case 'braces':
      return t('rich:problem.braces', { example: '{{contact.first_name}}' });
    case 'not_known':
      return t('rich:problem.not_known', { name: variableWords(problem.name, t), example: `{{${problem.name} | default: "…"}}` });
    default:
      return t(`rich:problem.${problem.is}`);
  }
};

/** Problems that are no fault while somebody is still writing. */
const UNFINISHED = new Set<RichProblem['is']>(['missing', 'too_few', 'bare_card', 'code_or_url', 'file', 'currency', 'country']);

/** The sentence for a field, if there is one to say now. */
export type Say = (field: string) => string | undefined;

/** Says what is wrong: what the server said first; what is merely unfinished only when asked for. */
export const sayer =
  (problems: Problems, refused: ReadonlyMap<string, string>, all: boolean, t: Translate): Say =>
  (field) => {
    const said = refused.get(field);
    if (said) return said;
    const problem = problems.get(field);
    return problem && (all || !UNFINISHED.has(problem.is)) ? problemWords(problem, t) : undefined;
  };

import type { WaitingView } from '@/shared/api/schema';
import type { Translate } from '@/shared/i18n/t';
import { runningTime, weekdayTime } from '@/shared/lib/times';

/** Why a chat waits, in one or two sentences; times run down with `now`. */
export const why = ({ waits, kept_for }: Pick<WaitingView, 'waits' | 'kept_for'>, now: number, language: string, t: Translate): string => {
  const { reason, next_step_at } = waits;
  const left = (at: number) => runningTime(Math.max(0, at - now));
  const next = next_step_at == null ? [] : [t(next_step_at > now ? 'waiting:why.nextStep' : 'waiting:why.stepNow', { time: left(next_step_at) })];
  return [first(reason, kept_for ?? '', { left, moment: (at) => weekdayTime(at, language) }, t), ...next].join(' ');
};

interface Times {
  left: (at: number) => string;
  moment: (at: number) => string;
}

const first = (reason: WaitingView['waits']['reason'], name: string, { left, moment }: Times, t: Translate): string => {
  switch (reason.code) {
    case 'closed':
      return reason.opens_at == null ? t('waiting:why.closed') : t('waiting:why.closedUntil', { when: moment(reason.opens_at) });
    case 'handed':
      return t('waiting:why.handed', { name });
    case 'last_agent':
      return t('waiting:why.lastAgent', { name, time: left(reason.until) });
    case 'no_agents':
      return t('waiting:why.noAgents');
    case 'nobody_signed_in':
      return t('waiting:why.nobodySignedIn', { count: reason.agents });
    case 'skill_missing':
      return t('waiting:why.skillMissing', { skills: reason.skills.map(({ skill, level }) => t('waiting:why.skill', { skill, level })).join(', ') });
    case 'nobody_ready':
      return t('waiting:why.nobodyReady', { count: reason.agents });
    case 'all_full':
      return t('waiting:why.allFull', { count: reason.agents, held: reason.held, room: reason.room });
    case 'just_passed':
      return t('waiting:why.justPassed', { count: reason.agents });
    case 'next':
      return t('waiting:why.next');
  }
};

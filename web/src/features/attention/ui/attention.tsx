import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { MessageView } from '@/shared/api/schema';
import { useConnection, useDesk, useDeskSession } from '@/shared/desk/context';
import { writesTo } from '@/shared/desk/part';
import { heldInteractions, myTurnCount, ringingOffers } from '@/shared/desk/select';
import { soundChoices } from '@/shared/desk/sound-choices';
import { useT, type Translate } from '@/shared/i18n/t';
import { useLatest } from '@/shared/lib/latest';
import { useNow } from '@/shared/lib/use-now';
import { makeBundle } from '../model/bundle';
import { inFront, notify, withdraw } from '../model/notify';
import { play, wakeSounds } from '../model/sounds';
import { usePlanned } from './use-planned';
import { useTogether } from './use-together';
import { useClosingWindows } from './use-closing-windows';
import { useHealthAlerts } from './use-health-alerts';

const RING_AGAIN_MS = 4000;
const LAST_SECONDS_MS = 5000;
const TIME_NEARLY_OVER_MS = 15_000;

/** What calls the agent: sounds, notifications, the tab's title and sign, and words for screen readers. */
export function Attention({ openId }: { openId: string | undefined }) {
  const [urgent, setUrgent] = useState('');
  const [polite, setPolite] = useState('');
  useEffect(wakeSounds, []);
  useTabTitle();
  useOffers(setUrgent);
  useOtherChats(openId, setPolite);
  useConnectionWords(setUrgent, setPolite);
  useTimeNearlyOver();
  useClosingWindows(setPolite);
  usePlanned(setUrgent);
  useTogether(openId, setUrgent);
  useHealthAlerts(setUrgent);
  return (
    <>
      <div className="vh" role="alert" aria-live="assertive">
        {urgent}
      </div>
      <div className="vh" role="status" aria-live="polite">
        {polite}
      </div>
    </>
  );
}

/** "(3) Parlance": how many chats are my turn; the icon has a dot while something rings. */
const useTabTitle = (): void => {
  const t = useT();
  const turns = useDesk(myTurnCount);
  const ringing = useDesk((state) => ringingOffers(state).length > 0);
  useEffect(() => {
    document.title = turns > 0 ? `(${turns}) ${t('app')}` : t('app');
    document.querySelector<HTMLLinkElement>('link[rel=icon]')?.setAttribute('href', ringing ? '/icon-ringing.svg' : '/icon.svg');
    return () => {
      document.title = t('app');
    };
  }, [turns, ringing, t]);
};

/** An offer sounds every four seconds, is said once at its beginning and again near its end. */
const useOffers = (say: (words: string) => void): void => {
  const t = useT();
  const now = useNow();
  const navigate = useNavigate();
  const offer = useDesk((state) => ringingOffers(state)[0]);
  const id = offer?.id;
  const latest = useLatest({ offer, t, navigate });
  const closing = offer !== undefined && offer.expires_at - now <= LAST_SECONDS_MS;
  useEffect(() => {
    const { offer: ringing, t: words, navigate: go } = latest.current;
    if (!id || !ringing) return;
    const { contact_name: name, service } = ringing.interaction;
    say(words('desk:announce.offer', { name, service, seconds: Math.round((ringing.expires_at - ringing.offered_at) / 1000) }));
    play('offer');
    notify({ tag: id, title: words('desk:notify.offer', { name, service }), body: textOf(ringing.first_words), stays: true, onClick: () => void go({ to: '/desktop' }) });
    const again = setInterval(() => play('offer'), RING_AGAIN_MS);
    return () => {
      clearInterval(again);
      withdraw(id);
      say('');
    };
  }, [id, latest, say]);
  useEffect(() => {
    if (!closing || !id) return;
    say(latest.current.t('desk:announce.offerEnds', { name: latest.current.offer?.interaction.contact_name ?? '' }));
  }, [closing, id, latest, say]);
};

const textOf = (words: string): string => (soundChoices.get().textInNotifications ? words : '');

const firstText = (message: MessageView): string => {
  const part = message.parts.find((each) => each.type === 'text');
  return part?.type === 'text' ? part.text : '';
};

const namesWords = (names: readonly string[], t: Translate): string =>
  names.length === 1 ? t('desk:announce.message', { name: names[0] ?? '' }) : t('desk:announce.messages', { names: names.join(', ') });

/** Messages in chats that are not looked at: a sound, a notification, and bundled words. */
const useOtherChats = (openId: string | undefined, say: (words: string) => void): void => {
  const t = useT();
  const session = useDeskSession();
  const navigate = useNavigate();
  const latest = useLatest({ openId, t, navigate });
  const bundle = useMemo(() => makeBundle((names) => say(namesWords(names, latest.current.t))), [say, latest]);
  useEffect(() => {
    const stop = session.listen((frame) => {
      if (frame.kind !== 'message.changed' || frame.data.direction !== 'inbound' || frame.data.version > 1) return;
      const interaction = session.state.get().interactions.get(frame.data.interaction_id ?? '');
      if (!interaction || !writesTo(interaction, session.state.get().me.user_id)) return;
      const { openId: open, t: words, navigate: go } = latest.current;
      if (interaction.id === open && inFront()) return;
      play('message');
      if (interaction.id !== open) bundle.add(interaction.contact_name);
      notify({
        tag: interaction.id,
        title: words('desk:notify.message', { name: interaction.contact_name, service: interaction.service }),
        body: textOf(firstText(frame.data)),
        onClick: () => void go({ to: '/desktop/chats/$interactionId', params: { interactionId: interaction.id } }),
      });
    });
    return () => {
      stop();
      bundle.stop();
    };
  }, [session, bundle, latest]);
};

/** Lost is said at once, back politely. */
const useConnectionWords = (urgent: (words: string) => void, polite: (words: string) => void): void => {
  const t = useT();
  const phase = useConnection().phase;
  const waiting = useDesk((state) => state.kept.length);
  const before = useRef(phase);
  const latest = useLatest({ t, waiting });
  useEffect(() => {
    const { t: words, waiting: kept } = latest.current;
    if (phase === 'lost' && before.current !== 'lost') {
      urgent(words('desk:connection.lostWords'));
      play('connection');
    } else if (phase === 'open' && before.current === 'lost') {
      urgent('');
      polite(kept > 0 ? words('desk:connection.backSending', { count: kept }) : words('desk:connection.back'));
    }
    before.current = phase;
  }, [phase, latest, urgent, polite]);
};

/** After-call work that is nearly over sounds once. */
const useTimeNearlyOver = (): void => {
  const now = useNow();
  const warned = useRef(new Set<string>());
  const due = useDesk((state) =>
    heldInteractions(state)
      .filter((each) => each.state === 'after_call_work' && each.after_call_work_until)
      .map((each) => `${each.id}:${each.after_call_work_until ?? 0}`),
  );
  useEffect(() => {
    for (const key of due) {
      const left = Number(key.split(':')[1]) - now;
      if (left > TIME_NEARLY_OVER_MS || left <= 0 || warned.current.has(key)) continue;
      warned.current.add(key);
      play('time');
    }
  }, [now, due]);
};

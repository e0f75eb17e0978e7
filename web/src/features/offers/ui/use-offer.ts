import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { keysOf, useActions } from '@/shared/actions/actions';
import { ApiError } from '@/shared/api/errors';
import { errorWords } from '@/shared/api/error-words';
import { acceptOffer, rejectOffer } from '@/shared/desk/api';
import { useDesk, useDeskSession } from '@/shared/desk/context';
import { channelOf, ringingOffers } from '@/shared/desk/select';
import { useT } from '@/shared/i18n/t';
import { useNow } from '@/shared/lib/use-now';
import { put } from '@/shared/realtime/entities';
import { iconNamed } from '@/shared/ui/icon/icon';
import { toast } from '@/shared/ui/toast/toasts';
import type { OfferProps } from './offer-card';

const ACCEPT = 'Alt+KeyA';
const REJECT = 'Alt+KeyR';

/** The offer that rings in front, with what can be done about it; undefined while nothing rings. */
export const useOfferView = (): OfferProps | undefined => {
  const t = useT();
  const now = useNow();
  const session = useDeskSession();
  const navigate = useNavigate();
  const offers = useDesk(ringingOffers);
  const [busy, setBusy] = useState<string>();
  // What has run out is gone from the screen at once; the server's word follows.
  const offer = offers.find((each) => each.expires_at > now);
  const channelIcon = useDesk((state) => iconNamed((offer && channelOf(state, offer.interaction.channel)?.icon) ?? '', 'chat'));

  // Half a version: newer than the ringing copy, older than the server's next word.
  const settle = (state: 'accepted' | 'rejected') => {
    if (offer) session.state.update((before) => ({ ...before, offers: put(before.offers, offer.id, { ...offer, state, version: offer.version + 0.5 }) }));
  };
  const run = async (work: () => Promise<void>) => {
    if (!offer || busy === offer.id) return;
    setBusy(offer.id);
    try {
      await work();
    } catch (error) {
      const settled = error instanceof ApiError && error.code === 'offer_settled';
      toast(settled ? t('desk:offer.gone') : errorWords(error, t), { icon: 'alert' });
    } finally {
      setBusy(undefined);
    }
  };
  const accept = () =>
    void run(async () => {
      const interaction = await acceptOffer(offer?.id ?? '');
      settle('accepted');
      session.take(interaction);
      await navigate({ to: '/desktop/chats/$interactionId', params: { interactionId: interaction.id } });
    });
  const reject = () =>
    void run(async () => {
      await rejectOffer(offer?.id ?? '');
      settle('rejected');
    });

  if (!offer) return undefined;
  return {
    offer,
    channelIcon,
    now,
    behind: offers.filter((each) => each.expires_at > now).length - 1,
    busy: busy === offer.id,
    acceptKeys: keysOf({ keys: ACCEPT }),
    rejectKeys: keysOf({ keys: REJECT }),
    onAccept: accept,
    onReject: reject,
  };
};

/** The same, with its keys: used once on the screen. */
export const useOffer = (): OfferProps | undefined => {
  const t = useT();
  const view = useOfferView();
  const group = t('desk:keys.offer');
  const enabled = view !== undefined && !view.busy;
  useActions([
    { id: 'offer.accept', name: t('desk:offer.accept'), group, order: 0, icon: 'bell', keys: ACCEPT, enabled, perform: () => view?.onAccept() },
    { id: 'offer.reject', name: t('desk:offer.reject'), group, order: 0, icon: 'close', keys: REJECT, enabled, perform: () => view?.onReject() },
  ]);
  return view;
};

import { anOffer, NOW } from '@/shared/desk/fixtures/build';
import type { Examples } from '@/shared/ui/examples';
import { OfferCard, OfferStrip, type OfferProps } from './offer-card';

const props: OfferProps = {
  offer: anOffer(),
  channelIcon: 'chat',
  now: NOW,
  behind: 0,
  acceptKeys: 'Alt A',
  rejectKeys: 'Alt R',
  busy: false,
  onAccept: () => undefined,
  onReject: () => undefined,
};
const long = anOffer({ first_words: 'x'.repeat(300) });

/** Offers. */
export const examples: Examples = {
  title: 'Offer',
  states: {
    ringing: () => <OfferCard {...props} />,
    'second behind': () => <OfferCard {...props} behind={1} />,
    accepting: () => <OfferCard {...props} busy />,
    'nearly over': () => <OfferCard {...props} now={NOW + 12_000} />,
    'long words': () => <OfferCard {...props} offer={long} />,
    strip: () => <OfferStrip {...props} />,
  },
};

import type { MessageView } from '../../api/schema';
import { useT } from '../../i18n/t';
import { Button } from '../../ui/button/button';
import { givenAddress, type Address } from '../model/address';

interface AddressOfferProps {
  message: MessageView;
  /** What stands at the contact already. */
  known: readonly string[] | undefined;
  onKeep: (address: Address) => void;
}

/** Offers to keep the mail address or phone number that a customer gave with one tap. */
export function AddressOffer({ message, known, onKeep }: AddressOfferProps) {
  const t = useT();
  const address = givenAddress(message);
  if (!address || known?.includes(address.value)) return null;
  return (
    <span className="address-offer">
      <Button size="s" variant="quiet" icon="person" onClick={() => onKeep(address)}>
        {t(address.field === 'email' ? 'desk:message.keepEmail' : 'desk:message.keepPhone')}
      </Button>
    </span>
  );
}

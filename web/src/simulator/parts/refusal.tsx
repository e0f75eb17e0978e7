import { Icon } from '@/shared/ui/icon/icon';

/** Why an action was refused, beside its button; read out at once. */
export function Refusal({ text }: { text: string | undefined }) {
  return (
    <div role="alert">
      {text && (
        <p className="simrefusal">
          <Icon name="alert" />
          <span>{text}</span>
        </p>
      )}
    </div>
  );
}

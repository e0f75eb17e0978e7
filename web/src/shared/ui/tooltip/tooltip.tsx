import { useId, useRef, useState, type ReactNode } from 'react';
import { place } from '../menu/place';
import './tooltip.css';

interface TooltipProps {
  text: string;
  /** Draws the thing explained; it must carry the given description. */
  children: (properties: { 'aria-describedby': string }) => ReactNode;
}

/** A word of explanation on hover and on focus. Nothing works by it alone. */
export function Tooltip({ text, children }: TooltipProps) {
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const tip = useRef<HTMLSpanElement>(null);
  const [shown, setShown] = useState(false);
  const show = () => {
    const opener = anchor.current?.firstElementChild;
    if (!tip.current || !opener || shown) return;
    tip.current.showPopover();
    place(tip.current, opener, false);
    setShown(true);
  };
  const hide = () => {
    if (shown) tip.current?.hidePopover();
    setShown(false);
  };
  return (
    <span className="tip-anchor" ref={anchor} onPointerEnter={show} onPointerLeave={hide} onFocus={show} onBlur={hide}>
      {children({ 'aria-describedby': id })}
      <span className="tip" id={id} role="tooltip" popover="manual" ref={tip}>
        {text}
      </span>
    </span>
  );
}

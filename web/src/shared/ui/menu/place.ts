const GAP = 4;
const EDGE = 8;

/** Puts a popup below its opener, at its reading start, above when there is more room, and always inside the window. */
export const place = (popup: HTMLElement, opener: Element, sameWidth: boolean): void => {
  const box = opener.getBoundingClientRect();
  if (sameWidth) popup.style.width = `${Math.max(box.width, 200)}px`;
  const { width, height } = popup.getBoundingClientRect();
  const rtl = getComputedStyle(opener).direction === 'rtl';
  const wantedX = rtl ? box.right - width : box.left;
  const endX = rtl ? box.left : box.right - width;
  const fits = (x: number) => x >= EDGE && x + width <= innerWidth - EDGE;
  const x = fits(wantedX) ? wantedX : fits(endX) ? endX : Math.max(EDGE, innerWidth - EDGE - width);
  const below = box.bottom + GAP;
  const above = box.top - GAP - height;
  const y = below + height <= innerHeight - EDGE || above < EDGE ? below : above;
  popup.style.left = `${x}px`;
  popup.style.top = `${y}px`;
  popup.style.maxHeight = `${innerHeight - EDGE - Math.max(y, EDGE)}px`;
};

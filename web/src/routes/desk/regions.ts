/** F6: the next region of the desk, in the order state → conversation → composer → customer. */
export const focusNextRegion = (): void => {
  const targets = ['.rail a', '.state', '.row-on, .row', '.scroll', '.comp-text', '.col-side button, .col-side a']
    .map((selector) => document.querySelector<HTMLElement>(selector))
    .filter((element): element is HTMLElement => element !== null && element.checkVisibility());
  const now = document.activeElement;
  const at = targets.findLastIndex((element) => element === now || regionOf(element) === regionOf(now));
  targets[(at + 1) % targets.length]?.focus();
};

const regionOf = (element: Element | null): Element | null => element?.closest('.rail, .state, .list, .scroll, .comp, .col-side') ?? null;

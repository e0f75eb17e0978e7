/** Levels of skills are whole numbers; 0 means that the skill is not held. */
export const LEVEL_MAX = 100;

/** The level a person typed: empty is 0, nonsense is undefined. */
export const parseLevel = (text: string): number | undefined => {
  const written = text.trim();
  if (written === '') return 0;
  if (!/^\d{1,3}$/.test(written)) return undefined;
  const level = Number(written);
  return level <= LEVEL_MAX ? level : undefined;
};

import type { ArticleFolderView } from '@/shared/api/schema';

/** A folder at its place in the tree. */
export interface Branch {
  folder: ArticleFolderView;
  depth: number;
  /** Its name behind those it is in. */
  path: string;
}

/** Folders in the order of the tree, each below the one it is in. */
export const branches = (folders: readonly ArticleFolderView[]): Branch[] => {
  const below = (parent: string | undefined, depth: number, path: string): Branch[] =>
    depth > 16
      ? []
      : folders
          .filter((folder) => (folder.parent_id ?? undefined) === parent)
          .flatMap((folder) => {
            const own = path ? `${path} › ${folder.name}` : folder.name;
            return [{ folder, depth, path: own }, ...below(folder.id, depth + 1, own)];
          });
  return below(undefined, 0, '');
};

/** A folder and all that are in it. */
export const within = (folders: readonly ArticleFolderView[], id: string): Set<string> => {
  const found = new Set([id]);
  for (const { folder } of branches(folders)) if (folder.parent_id && found.has(folder.parent_id)) found.add(folder.id);
  return found;
};

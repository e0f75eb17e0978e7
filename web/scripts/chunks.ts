/** What a module imports at once, as the bundler knows it. */
interface ModuleGraph {
  getModuleInfo: (id: string) => { importedIds: readonly string[] } | null;
}

const closureOf = (entry: string, graph: ModuleGraph, seen = new Set<string>()): Set<string> => {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  for (const next of graph.getModuleInfo(entry)?.importedIds ?? []) closureOf(next, graph, seen);
  return seen;
};

// In the order in which they take their modules: what one of them needs of an earlier one is there already.
const CHUNKS = ['libraries', 'start', 'desk-shared', 'desk'] as const;

type Chunk = (typeof CHUNKS)[number];

/**
 * The chunks of the way to the Agent Desktop. Left alone, the bundler makes some sixty of them, each a request of its
 * own and packed by itself; these few are loaded side by side. Everything else is split as the bundler likes.
 */
export const chunkGroups = (root: string) => {
  const [main, page] = [`${root}/src/main.tsx`, `${root}/src/routes/desk/desk-page.tsx`];
  let start: Set<string> | undefined;
  let desk: Set<string> | undefined;
  const chunkOf = (id: string, graph: ModuleGraph): Chunk | undefined => {
    start ??= closureOf(main, graph);
    desk ??= closureOf(page, graph);
    // The entries stay by themselves: other programs use what they use, but do not start them.
    if (id === main || id === page) return undefined;
    const library = id.includes('/node_modules/');
    if (start.has(id)) return library ? 'libraries' : 'start';
    if (desk.has(id)) return library || id.startsWith(`${root}/src/shared/`) ? 'desk-shared' : 'desk';
    return undefined;
  };
  return CHUNKS.map((chunk, at) => ({
    name: (id: string, graph: ModuleGraph) => (chunkOf(id, graph) === chunk ? chunk : null),
    priority: CHUNKS.length - at,
  }));
};

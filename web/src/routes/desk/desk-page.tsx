/** The Agent Desktop. */
export function DeskPage() {
  return <main />;
}

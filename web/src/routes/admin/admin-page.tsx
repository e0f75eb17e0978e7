import { Outlet } from '@tanstack/react-router';

/** The Contact Center Administrator. */
export function AdminPage() {
  return <Outlet />;
}

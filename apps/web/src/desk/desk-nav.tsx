import { Way } from '../parts/way.tsx';
import { useDesk } from './live/desk-context.ts';

/** The ways through the desk, with how much is waiting behind each. */
export function DeskNav() {
  const { desk } = useDesk();
  const { low, high } = desk.totals;
  const open = [...desk.transfers.values()].filter(
    ({ status }) => status === 'requested' || status === 'in_transit',
  ).length;
  const down = desk.taps.filter(({ state }) => state === 'down').length;
  return (
    <nav
      aria-label="Inventory desk"
      className="relative -mx-4 overflow-x-auto px-4 sm:mx-0 sm:px-0"
    >
      <ul className="inline-flex gap-1 rounded-full border border-line bg-card p-1">
        <Way to="/desk">Shelves</Way>
        <Way to="/desk/alerts" count={low + high} said="shelves with an alert" tone="bad">
          Alerts
        </Way>
        <Way to="/desk/transfers" count={open} said="open">
          Transfers
        </Way>
        <Way to="/desk/taps" count={down} said="down" tone="bad">
          Taps
        </Way>
        <Way to="/desk/settings">Settings</Way>
      </ul>
    </nav>
  );
}

import { DeskHead } from '../parts/desk-head.tsx';
import { LimitsPanel } from './limits-panel.tsx';
import { WebhookPanel } from './webhook-panel.tsx';

/** When a shelf raises an alert, where alerts are sent, and what can be taken away as a file. */
export function SettingsPage() {
  return (
    <>
      <DeskHead
        title="Settings"
        help="The most particular limits count: those of the shelf, else of the model, else these for all."
      />
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <LimitsPanel />
        <div className="grid gap-4">
          <WebhookPanel />
          <section className="tile grid gap-3 p-5" aria-labelledby="files">
            <h2 id="files" className="text-lg font-bold">
              Files
            </h2>
            <p className="text-sm text-quiet">
              All shelves with their stores, models, levels and pace. Alerts, transfers and readings
              are in the API.
            </p>
            <p className="flex flex-wrap gap-2">
              <a className="button" href="/api/shelves.csv" download>
                All shelves as CSV
              </a>
              <a className="button" href="/api/docs">
                API
              </a>
            </p>
          </section>
        </div>
      </div>
    </>
  );
}

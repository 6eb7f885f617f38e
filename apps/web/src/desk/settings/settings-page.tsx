import { DeskHead } from '../parts/desk-head.tsx';
import { LimitsPanel } from './limits-panel.tsx';
import { WebhookPanel } from './webhook-panel.tsx';

const files = [
  ['/api/shelves.csv', 'Shelves'],
  ['/api/alerts.csv', 'Alerts'],
  ['/api/transfers.csv', 'Transfers'],
] as const;

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
              Everything of each kind, for a spreadsheet. Single readings are in the{' '}
              <a href="/api/docs" className="underline underline-offset-4">
                API
              </a>
              .
            </p>
            <p className="flex flex-wrap gap-2">
              {files.map(([path, words]) => (
                <a key={path} className="button" href={path} download>
                  {words} as CSV
                </a>
              ))}
            </p>
          </section>
        </div>
      </div>
    </>
  );
}

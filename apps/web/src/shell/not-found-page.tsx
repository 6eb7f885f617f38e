import { Link } from 'wouter';
import { PageTitle } from './page-title.tsx';

/** What any other address shows. */
export function NotFoundPage() {
  return (
    <>
      <PageTitle text="Not found" />
      <h1>There is nothing here</h1>
      <p>
        The address may be old or mistyped. <Link href="/">See all drops</Link>.
      </p>
    </>
  );
}

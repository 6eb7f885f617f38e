import { Link } from 'wouter';
import { MessagePage } from './message-page.tsx';
import { PageTitle } from './page-title.tsx';

/** What any other address shows. */
export function NotFoundPage() {
  return (
    <>
      <PageTitle text="Not found" />
      <MessagePage title="There is nothing here">
        <p>The address may be old or mistyped.</p>
        <Link href="/" className="button button-main">
          See all drops
        </Link>
      </MessagePage>
    </>
  );
}

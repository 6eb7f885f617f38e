import { Component } from 'react';
import type { ReactNode } from 'react';
import { MessagePage } from './message-page.tsx';

/** Shows a way on instead of an empty page, should a page have a fault. React knows no other form for this than a class. */
export class CrashGuard extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    if (!this.state.crashed) return this.props.children;
    return (
      <main className="mx-auto w-full max-w-7xl px-6" role="alert">
        <MessagePage title="This page has broken">
          <p>The fault is ours. What you hold or have bought is safe.</p>
          <button type="button" className="button button-main" onClick={() => location.reload()}>
            Load it again
          </button>
        </MessagePage>
      </main>
    );
  }
}

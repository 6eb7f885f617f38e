import { Component } from 'react';
import type { ReactNode } from 'react';

/** Shows a way on instead of an empty page, should a page have a fault. React knows no other form for this than a class. */
export class CrashGuard extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    if (!this.state.crashed) return this.props.children;
    return (
      <main className="main" role="alert">
        <h1>This page has broken</h1>
        <p>The fault is ours. What you hold or have bought is safe.</p>
        <button type="button" className="button" onClick={() => location.reload()}>
          Load it again
        </button>
      </main>
    );
  }
}

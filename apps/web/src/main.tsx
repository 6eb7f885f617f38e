import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './server/cache.ts';
import { client } from './server/client.ts';
import { trpc } from './server/trpc.ts';
import { App } from './shell/app.tsx';
import { CrashGuard } from './shell/crash-guard.tsx';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <CrashGuard>
      <trpc.Provider client={client} queryClient={queryClient}>
        <QueryClientProvider client={queryClient}>
          <App />
        </QueryClientProvider>
      </trpc.Provider>
    </CrashGuard>
  </StrictMode>,
);

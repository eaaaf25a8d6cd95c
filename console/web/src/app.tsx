// What every page stands in: theme, language, the server's answers, the live stream, the address.
import { createTheme, MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { asApiFault } from './api/api-fault.ts';
import { BoardPage } from './board/board-page.tsx';
import { CmdbPage } from './cmdb/cmdb-page.tsx';
import { DailyPage } from './daily/daily-page.tsx';
import { Frame } from './frame/frame.tsx';
import { isWall } from './frame/wall.ts';
import { LiveUpdates } from './live/live-updates.tsx';
import { LoadingRows } from './parts/loading-rows.tsx';
import { NoSuchPage } from './parts/no-such-page.tsx';
import { ProblemsPage } from './problems/problems-page.tsx';
import { TicketPage } from './ticket/ticket-page.tsx';
import { SpokenLanguage } from './words/use-words.tsx';

/** With its graph it is half of the pages' weight: the board comes without it. */
const IncidentPage = lazy(async () => ({ default: (await import('./incident/incident-page.tsx')).IncidentPage }));

const theme = createTheme({ primaryColor: 'teal', cursorType: 'pointer', respectReducedMotion: true });

/** A refusal stays a refusal; what may pass is tried twice more. */
function mayPass(failures: number, thrown: unknown): boolean {
  const { status } = asApiFault(thrown);
  return failures < 2 && (status === 0 || status >= 500);
}

const queries = new QueryClient({
  defaultOptions: { queries: { retry: mayPass, staleTime: 5_000, refetchOnWindowFocus: true } },
});

export function App() {
  const wall = isWall();
  return (
    // The style sheet brings all of Mantine's variables: nothing inline, so `style-src 'self'` holds.
    <MantineProvider
      theme={theme}
      withCssVariables={false}
      withGlobalClasses={false}
      defaultColorScheme="auto"
      {...(wall ? { forceColorScheme: 'dark' as const } : {})}
    >
      <SpokenLanguage>
        <QueryClientProvider client={queries}>
          <LiveUpdates>
            <Frame>
              <Suspense fallback={<LoadingRows />}>
                <Switch>
                  <Route path="/" component={BoardPage} />
                  <Route path="/incidents/:id">{({ id }) => <IncidentPage key={id} id={id} />}</Route>
                  <Route path="/tickets/:id">{({ id }) => <TicketPage key={id} id={id} />}</Route>
                  <Route path="/problems" component={ProblemsPage} />
                  <Route path="/cmdb" component={CmdbPage} />
                  <Route path="/daily" component={DailyPage} />
                  <Route component={NoSuchPage} />
                </Switch>
              </Suspense>
            </Frame>
          </LiveUpdates>
        </QueryClientProvider>
      </SpokenLanguage>
    </MantineProvider>
  );
}

import { MantineProvider } from '@mantine/core'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NuqsAdapter } from 'nuqs/adapters/react'
import type { ReactNode } from 'react'
import { LocaleProvider } from '../i18n/LocaleProvider.tsx'
import type { Locale } from '../i18n/locales.ts'
import type { Messages } from '../i18n/messages.ts'
import { cssVariables, theme } from './theme.ts'

interface ProvidersProps {
  client: QueryClient
  locale: Locale
  messages: Messages
  children: ReactNode
}

/** What everything on the page stands in: address, cache, looks and words. */
export function Providers({ client, locale, messages, children }: ProvidersProps) {
  return (
    <NuqsAdapter>
      <QueryClientProvider client={client}>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          defaultColorScheme="auto"
        >
          <LocaleProvider locale={locale} messages={messages}>
            {children}
          </LocaleProvider>
        </MantineProvider>
      </QueryClientProvider>
    </NuqsAdapter>
  )
}

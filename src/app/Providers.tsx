import { MantineProvider } from '@mantine/core'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { setNonce } from 'get-nonce'
import { NuqsAdapter } from 'nuqs/adapters/react'
import type { ReactNode } from 'react'
import { LocaleProvider } from '../i18n/LocaleProvider.tsx'
import type { Locale } from '../i18n/locales.ts'
import type { Messages } from '../i18n/messages.ts'
import { NotesProvider } from '../notes/NotesProvider.tsx'
import { PlayerProvider } from '../player/PlayerProvider.tsx'
import { cssVariables, theme } from './theme.ts'

interface ProvidersProps {
  client: QueryClient
  locale: Locale
  messages: Messages
  children: ReactNode
}

/** The nonce that the content security policy of the page requires of style elements. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? ''
setNonce(nonce)

/** Provides the address, the cache, the theme, the words, the notes and the player to the page. */
export function Providers({ client, locale, messages, children }: ProvidersProps) {
  return (
    <NuqsAdapter>
      <QueryClientProvider client={client}>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          defaultColorScheme="auto"
          getStyleNonce={() => nonce}
        >
          <LocaleProvider locale={locale} messages={messages}>
            <NotesProvider>
              <PlayerProvider>{children}</PlayerProvider>
            </NotesProvider>
          </LocaleProvider>
        </MantineProvider>
      </QueryClientProvider>
    </NuqsAdapter>
  )
}

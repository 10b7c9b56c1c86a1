import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  MantineProvider,
} from '@mantine/core'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NuqsAdapter } from 'nuqs/adapters/react'
import type { ReactNode } from 'react'
import { LocaleProvider } from '../i18n/LocaleProvider.tsx'
import type { Locale } from '../i18n/locales.ts'
import type { Messages } from '../i18n/messages.ts'
import { NotesProvider } from '../notes/NotesProvider.tsx'
import { PlayerProvider } from '../player/PlayerProvider.tsx'

/** Deep enough that white on shades 6 and 7, and shade 7 on white, pass WCAG AA. */
const ink: MantineColorsTuple = [
  '#eef4fb',
  '#dbe7f5',
  '#b4cdea',
  '#8ab1e0',
  '#669ad7',
  '#4d8bd1',
  '#3476c0',
  '#1f5fae',
  '#1a539a',
  '#123f78',
]

/** Mantine's own red is too light for text on its own tint (WCAG 1.4.3). */
const red: MantineColorsTuple = [
  '#fef3f3',
  '#fce4e4',
  '#f3a9a9',
  '#ec8080',
  '#e35b5b',
  '#d84141',
  '#c92f2f',
  '#b42424',
  '#9c1d1d',
  '#801515',
]

/** The one theme. System fonts only: a web font would cost more than the page. */
const theme = createTheme({
  colors: { ink, red },
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // Otherwise the focus ring of a button is cut off.
  components: { Alert: { styles: { message: { overflow: 'visible' } } } },
})

/** Mantine's dimmed greys have too little contrast (WCAG 1.4.3 requires 4.5 to 1). */
const cssVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': colors.gray[7],
    '--mantine-color-placeholder': '#6b737b',
  },
  dark: {
    '--mantine-color-dimmed': colors.dark[1],
    '--mantine-color-placeholder': colors.dark[2],
  },
})

interface ProvidersProps {
  client: QueryClient
  locale: Locale
  messages: Messages
  children: ReactNode
}

/** Provides the address, the cache, the theme, the words, the notes and the player to the page. */
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
            <NotesProvider>
              <PlayerProvider>{children}</PlayerProvider>
            </NotesProvider>
          </LocaleProvider>
        </MantineProvider>
      </QueryClientProvider>
    </NuqsAdapter>
  )
}

import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { type RenderResult, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { IntlProvider, type Messages } from 'use-intl'
import { createQueryClient } from '../api/queries.ts'
import { en } from '../i18n/en.ts'

/** Renders `children` with the theme, the English messages and an empty cache. */
export function renderInPage(children: ReactNode): RenderResult {
  return render(
    <MantineProvider env="test">
      <IntlProvider locale="en" messages={en as Messages} timeZone="UTC">
        <QueryClientProvider client={createQueryClient()}>{children}</QueryClientProvider>
      </IntlProvider>
    </MantineProvider>,
  )
}

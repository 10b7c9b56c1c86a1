import { MantineProvider } from '@mantine/core'
import { type RenderResult, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { IntlProvider, type Messages } from 'use-intl'
import { en } from '../i18n/en.ts'

/** Renders `children` with the theme and the English messages. */
export function renderInPage(children: ReactNode): RenderResult {
  return render(
    <MantineProvider env="test">
      <IntlProvider locale="en" messages={en as Messages} timeZone="UTC">
        {children}
      </IntlProvider>
    </MantineProvider>,
  )
}

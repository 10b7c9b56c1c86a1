import './styles.css'
import './forced-colors.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { createQueryClient } from './api/query-client.ts'
import { initialLocale, loadMessages } from './i18n/locales.ts'
import { Providers } from './Providers.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

const locale = initialLocale()
const messages = await loadMessages(locale)

createRoot(root).render(
  <StrictMode>
    <Providers client={createQueryClient()} locale={locale} messages={messages}>
      <App />
    </Providers>
  </StrictMode>,
)

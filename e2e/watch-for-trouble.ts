import type { BrowserContext } from '@playwright/test'

/** What the browser writes by itself when a request fails, which a test of failures expects. */
const FAILED_REQUEST = /^Failed to load resource: /

/**
 * Gathers what no page may do in any test: throw, warn or complain in the console, break the
 * content security policy, ask a foreign host.
 * @param origin of the page
 */
export function watchForTrouble(
  context: BrowserContext,
  origin: string,
  { requestsMayFail }: { requestsMayFail: boolean },
): string[] {
  const troubles: string[] = []
  context.on('weberror', (error) => troubles.push(`page error: ${error.error().message}`))
  context.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return
    if (requestsMayFail && FAILED_REQUEST.test(message.text())) return
    troubles.push(`console ${message.type()}: ${message.text()} (${message.location().url})`)
  })
  context.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url())
    if (protocol.startsWith('http') && asked !== origin) troubles.push(`asked ${request.url()}`)
  })
  return troubles
}

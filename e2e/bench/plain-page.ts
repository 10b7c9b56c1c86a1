import { setTimeout } from 'node:timers/promises'
import type { Browser, CDPSession } from '@playwright/test'

/**
 * A page that nobody watches, if it is private and the browser was launched without a profile of
 * its own: with one, Playwright takes every page for one of its own and watches it. Of a page that
 * is watched Chromium keeps what it receives in the page's own process, for as long as it is open.
 */
export interface PlainPage {
  /** Evaluates an expression as if somebody had pressed a key. @returns what it, or its promise, is */
  evaluate: (expression: string) => Promise<unknown>
  /** Lets go of all that no script holds any more. */
  collectGarbage: () => Promise<void>
  close: () => Promise<void>
  /** Of a private page. */
  contextId: string | undefined
}

interface Answer {
  id?: number
  error?: { message: string }
  result?: { result?: { value?: unknown }; exceptionDetails?: { text: string } }
}

type Ask = (method: string, params?: object) => Promise<Answer['result']>

/** Speaks with a target by letters that the browser hands on: a session of Playwright's would watch. */
function corresponding(session: CDPSession, sessionId: string): Ask {
  const waiting = new Map<number, (answer: Answer) => void>()
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const answer = JSON.parse(message) as Answer
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer)
  })
  let last = 0
  return async (method, params = {}) => {
    last += 1
    const id = last
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve))
    const message = JSON.stringify({ id, method, params })
    await session.send('Target.sendMessageToTarget', { sessionId, message })
    const { error, result } = await answered
    waiting.delete(id)
    const failed = error?.message ?? result?.exceptionDetails?.text
    if (failed !== undefined) throw new Error(`${method}: ${failed}`)
    return result
  }
}

/** An expression that waits until `condition` holds in the page. */
export const until = (condition: string) => `new Promise((resolve) => {
  const timer = setInterval(() => {
    if (!(${condition})) return
    clearInterval(timer)
    resolve()
  }, 20)
})`

/** Between the empty page and the one that takes its place there is nothing to evaluate in. */
async function untilThere(ask: Ask): Promise<void> {
  for (let left = 100; left > 0; left -= 1) {
    const href = await ask('Runtime.evaluate', { expression: 'location.href' }).catch(() => null)
    if (href?.result?.value !== undefined && href.result.value !== 'about:blank') return
    await setTimeout(20)
  }
  throw new Error('the page did not open')
}

/** Opens a page at `url`; one that is private shares nothing with any other. */
export async function openPlainPage(
  browser: Browser,
  url: string,
  { isPrivate = true } = {},
): Promise<PlainPage> {
  const session = await browser.newBrowserCDPSession()
  const context = isPrivate ? await session.send('Target.createBrowserContext') : undefined
  const size = { width: 1440, height: 900 }
  const { targetId } = await session.send('Target.createTarget', {
    ...{ url, newWindow: true, ...size },
    ...context,
  })
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false })
  const ask = corresponding(session, sessionId)
  await untilThere(ask)
  return {
    contextId: context?.browserContextId,
    async evaluate(expression) {
      const how = { awaitPromise: true, returnByValue: true, userGesture: true }
      const answer = await ask('Runtime.evaluate', { expression, ...how })
      return answer?.result?.value
    },
    async collectGarbage() {
      await ask('HeapProfiler.collectGarbage')
    },
    async close() {
      if (context) await session.send('Target.disposeBrowserContext', context)
      else await session.send('Target.closeTarget', { targetId })
      await session.detach()
    },
  }
}

import type { Browser } from '@playwright/test'
import { trace } from './trace.ts'
import { CLICK_MARK } from './watch-listening.ts'

const TASK = 'ThreadControllerImpl::RunTask'

/**
 * The longest task of the page's main thread after the click in it while `work` is done, in ms,
 * from the browser's own trace: also one far under the 50 ms from which on pages are told.
 * @throws Error where nothing was clicked
 */
export async function longestTaskMs(browser: Browser, work: () => Promise<void>): Promise<number> {
  const events = await trace(browser, ['toplevel', 'blink.user_timing'], work)
  const click = events.findLast(({ name }) => name === CLICK_MARK)
  if (!click) throw new Error('The trace has no click')
  const tasks = events.filter(
    ({ name, pid, tid, ts, dur = 0 }) =>
      name === TASK && pid === click.pid && tid === click.tid && ts + dur > click.ts,
  )
  return Math.max(...tasks.map(({ dur = 0 }) => dur)) / 1000
}

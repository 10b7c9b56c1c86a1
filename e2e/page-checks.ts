import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults, NodeResult, Result, RunOnly, RunOptions } from 'axe-core'

const AXE_SOURCE = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Texts that are the same in every language: names, abbreviations, codes, time zones. */
const SAME_IN_EVERY_LANGUAGE =
  /Callboard|English|CSV|SIP|ID|Excel|JSON Lines|(?:calls|recordings)_[\w-]+\.\w+|manifest\.csv|LAAFFIC_[A-Z_]+|RECORDING_HOSTS|Asia\/Shanghai|invalid_query|signed_out|out_of_scope|LatAm Desk|India Sales|：reason (?=\()|![\w-]+|(?:vendor|recording)_[a-z_]+|[0-9a-f]{8}-[0-9a-f-]{27}|YYYY-MM-DD|HH:mm|Shift|Enter|\b[OX]\b/g

/** Elements with the words of calls or of the user. */
const FOREIGN_WORDS =
  'bdi, time, option, [translate="no"], td:is([data-column="agent"]:not([data-none]), [data-column="group"], [data-column="labels"], [data-column="remark"], [data-column="calledInfo"])'

interface AxeWindow {
  axe?: { run: (root: string, options: RunOptions) => Promise<AxeResults> }
}

/** Checks a page by axe's rules for WCAG 2.2 AA. Returns a line for each element at fault. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Evaluated, because the page's content security policy blocks foreign scripts.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE_SOURCE)
  const { violations } = await runAxe(page, { type: 'tag', values: AXE_TAGS })
  const confirmed = violations.map((violation) =>
    violation.id === 'target-size' ? checkInView(page, violation) : violation,
  )
  return (await Promise.all(confirmed)).flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary}`),
  )
}

/** Checks small targets again in view, because axe also counts targets under a sticky part. */
async function checkInView(page: Page, violation: Result): Promise<Result> {
  const nodes: NodeResult[] = []
  for (const node of violation.nodes) {
    const target = node.target.join(' ')
    await page
      .locator(target)
      .evaluate((element) => element.scrollIntoView({ block: 'nearest', inline: 'nearest' }))
    const { violations } = await runAxe(page, { type: 'rule', values: ['target-size'] }, target)
    nodes.push(...violations.flatMap((again) => again.nodes))
  }
  return { ...violation, nodes }
}

async function runAxe(page: Page, runOnly: RunOnly, within = 'html'): Promise<AxeResults> {
  const results = await page.evaluate(
    ([values, root]) => (window as AxeWindow).axe?.run(root, { runOnly: values }),
    [runOnly, within] as const,
  )
  if (!results) throw new Error('axe did not start')
  return results
}

/** Returns every text, name and placeholder of the page that has Latin letters. */
export async function untranslated(page: Page): Promise<string[]> {
  const texts = await page.evaluate((foreignWords) => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      if (!parent || parent.closest(`${foreignWords}, script, style, noscript`)) continue
      found.push(node.textContent ?? '')
    }
    for (const element of document.body.querySelectorAll('*')) {
      if (element.closest(foreignWords)) continue
      for (const name of ['aria-label', 'aria-valuetext', 'aria-description', 'placeholder', 'alt'])
        found.push(element.getAttribute(name) ?? '')
    }
    return found
  }, FOREIGN_WORDS)
  const hasLatin = (text: string) => /[a-z]/i.test(text.replace(SAME_IN_EVERY_LANGUAGE, ''))
  return [...new Set(texts.filter(hasLatin))]
}

/** Returns the peaks (0 to 255) of each channel of the first call in the waveform cache. */
export async function cachedPeaks(page: Page): Promise<number[][] | undefined> {
  return page.evaluate(async () => {
    const resultOf = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const database = await resultOf(indexedDB.open('callboard-waveforms'))
    const store = database.transaction('peaks').objectStore('peaks')
    const calls = await resultOf(store.getAll(IDBKeyRange.bound('call:', 'call;')))
    return calls.map(({ peaks }) => peaks.channels.map((channel: Uint8Array) => [...channel]))[0]
  })
}

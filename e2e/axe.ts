import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults, RunOptions } from 'axe-core'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

interface AxeWindow {
  axe?: { run: (root: Document, options: RunOptions) => Promise<AxeResults> }
}

/** What is wrong by the rules of axe for WCAG 2.2 AA, each with the elements that break it. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Evaluated, for the page's own policy lets no foreign script in.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE)
  const results = await page.evaluate(
    (values) => (window as AxeWindow).axe?.run(document, { runOnly: { type: 'tag', values } }),
    TAGS,
  )
  if (!results) throw new Error('axe did not start')
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary}`),
  )
}

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { AxeResults, NodeResult, Result, RunOnly, RunOptions } from 'axe-core'

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

interface AxeWindow {
  axe?: { run: (root: string, options: RunOptions) => Promise<AxeResults> }
}

/** What is wrong by the rules of axe for WCAG 2.2 AA, each with the elements that break it. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Evaluated, for the page's own policy lets no foreign script in.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE)
  const { violations } = await run(page, { type: 'tag', values: TAGS })
  const judged = violations.map((found) =>
    found.id === 'target-size' ? inSight(page, found) : found,
  )
  return (await Promise.all(judged)).flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary}`),
  )
}

/** Those of the targets that are too small even where nothing that scrolls covers them. */
async function inSight(page: Page, found: Result): Promise<Result> {
  const small: NodeResult[] = []
  for (const node of found.nodes) {
    const target = node.target.join(' ')
    const element = page.locator(target)
    await element.evaluate((it) => it.scrollIntoView({ block: 'nearest', inline: 'nearest' }))
    const { violations } = await run(page, { type: 'rule', values: ['target-size'] }, target)
    small.push(...violations.flatMap(({ nodes }) => nodes))
  }
  return { ...found, nodes: small }
}

async function run(page: Page, runOnly: RunOnly, within = 'html'): Promise<AxeResults> {
  const results = await page.evaluate(
    ([values, root]) => (window as AxeWindow).axe?.run(root, { runOnly: values }),
    [runOnly, within] as const,
  )
  if (!results) throw new Error('axe did not start')
  return results
}

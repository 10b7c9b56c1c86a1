import type { Page } from '@playwright/test'
import { request } from 'undici'
import type { Figure } from './figure.ts'

async function gzipKb(url: string): Promise<number> {
  const { body } = await request(url, { headers: { 'Accept-Encoding': 'gzip' } })
  return (await body.arrayBuffer()).byteLength / 1000
}

/** What the page has loaded of scripts and styles so far, in kB of gzip. */
export async function measureWeight(page: Page): Promise<Figure[]> {
  const urls = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name),
  )
  async function weigh(what: string, ending: RegExp, limit: number): Promise<Figure> {
    const loaded = [...new Set(urls)].filter((url) => ending.test(url))
    const sizes = await Promise.all(loaded.map(gzipKb))
    const median = sizes.reduce((sum, size) => sum + size, 0)
    return { what, unit: 'kB', n: 1, median, limit }
  }
  return [
    await weigh('scripts that load unasked, gzip', /\.js$/, 215),
    await weigh('styles that load unasked, gzip', /\.css$/, 25),
  ]
}

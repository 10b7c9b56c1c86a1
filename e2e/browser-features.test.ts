import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { PLAYWRIGHTS } from './browser-features.ts'

test('nothing that Playwright turns off is turned on by turning off more', () => {
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('@playwright/test'))
  const path = resolve('playwright-core').replace(/[^/\\]+$/, 'lib/coreBundle.js')
  const [, list = ''] = /disabledFeatures = \[(.*?)\]/s.exec(readFileSync(path, 'utf8')) ?? []
  expect([...list.matchAll(/^\s*"(\w+)"/gm)].map(([, name]) => name)).toEqual(PLAYWRIGHTS)
})

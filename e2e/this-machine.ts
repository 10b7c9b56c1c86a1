import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import type { Machine } from './find-browser.ts'

/** Calls Playwright without `npx`, which `spawn` cannot start on Windows. */
export const PLAYWRIGHT = [
  process.execPath,
  fileURLToPath(import.meta.resolve('@playwright/test/cli')),
] as const

function exists(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The machine the tests run on. */
export const thisMachine: Machine = {
  env: process.env,
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  playwright: [...PLAYWRIGHT],
  playwrightPath: chromium.executablePath(),
  exists,
  run: ([command, ...words], { quiet, timeoutMs }) => {
    const { status } = spawnSync(command, words, {
      stdio: quiet ? 'ignore' : ['ignore', 'inherit', 'inherit'],
      timeout: timeoutMs,
      env: {
        ...process.env,
        DEBIAN_FRONTEND: 'noninteractive',
        // A download that cannot begin is given up soon: there is another way.
        PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '5000',
      },
    })
    return status === 0
  },
  say: (line) => void process.stderr.write(`${line}\n`),
}

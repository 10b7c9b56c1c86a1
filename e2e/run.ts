import { spawnSync } from 'node:child_process'
import { findBrowser } from './find-browser.ts'
import { freePort } from './free-port.ts'
import { PLAYWRIGHT, thisMachine } from './this-machine.ts'

/** Runs Playwright with the browser and the port found for it, and the arguments given. */
async function run(): Promise<number> {
  const env = {
    ...process.env,
    CHROMIUM_PATH: findBrowser(thisMachine),
    E2E_PORT: process.env.E2E_PORT ?? String(await freePort()),
  }
  const [node, ...cli] = PLAYWRIGHT
  const words = [...cli, 'test', '--config', 'e2e', ...process.argv.slice(2)]
  return spawnSync(node, words, { stdio: 'inherit', env }).status ?? 1
}

run().then(
  (status) => {
    process.exitCode = status
  },
  (error: Error) => {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  },
)

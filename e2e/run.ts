import { spawnSync } from 'node:child_process'
import { findBrowser, PLAYWRIGHT } from './find-browser.ts'
import { freePort } from './free-port.ts'

/** Runs Playwright with a browser, a free port and the arguments of the command line. */
async function run(): Promise<number> {
  const path = findBrowser()
  process.stderr.write(`Browser: ${path}\n`)
  const port = process.env.E2E_PORT ?? String(await freePort())
  const [node, ...cli] = PLAYWRIGHT
  const args = [...cli, 'test', '--config', 'e2e', ...process.argv.slice(2)]
  const env = { ...process.env, CHROMIUM_PATH: path, E2E_PORT: port }
  return spawnSync(node, args, { stdio: 'inherit', env }).status ?? 1
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

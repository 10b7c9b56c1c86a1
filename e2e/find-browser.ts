import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'

type Command = readonly [string, ...string[]]

/** The machine that needs a browser. Tests pass a fake. */
export interface Machine {
  env: { PATH?: string | undefined; CHROMIUM_PATH?: string | undefined }
  isRoot: boolean
  /** Path of Playwright's own Chromium, installed or not. */
  playwrightPath: string
  isExecutable: (path: string) => boolean
  /** Runs a command to its end. Returns whether it succeeded. */
  run: (command: Command, options: { quiet: boolean; timeoutMs: number }) => boolean
}

const START_TIMEOUT_MS = 30_000
const INSTALL_TIMEOUT_MS = 300_000
/** Short, because there is another way if the download cannot begin. */
const DOWNLOAD_CONNECTION_TIMEOUT_MS = 5_000

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/** Starts Playwright's command line without `npx`, which `spawn` cannot start on Windows. */
export const PLAYWRIGHT: Command = [
  process.execPath,
  fileURLToPath(import.meta.resolve('@playwright/test/cli')),
]

const ADVICE = `No browser was found, and none could be installed. Any of these helps:
  - install Chromium or Chrome so that it is on the PATH
  - set CHROMIUM_PATH to its executable
  - run "npx playwright install --with-deps chromium"`

const thisMachine: Machine = {
  env: process.env,
  isRoot: process.getuid?.() === 0,
  playwrightPath: chromium.executablePath(),
  isExecutable(path) {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  },
  run([command, ...args], { quiet, timeoutMs }) {
    if (!quiet) process.stderr.write(`Installing a browser: ${[command, ...args].join(' ')}\n`)
    const { status } = spawnSync(command, args, {
      stdio: quiet ? 'ignore' : ['ignore', 'inherit', 'inherit'],
      timeout: timeoutMs,
      env: {
        ...process.env,
        DEBIAN_FRONTEND: 'noninteractive',
        PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(DOWNLOAD_CONNECTION_TIMEOUT_MS),
      },
    })
    return status === 0
  },
}

/** Checks that a browser prints its version. A stub or one without its libraries does not. */
function starts({ isExecutable, run }: Machine, path: string): boolean {
  return (
    isExecutable(path) && run([path, '--version'], { quiet: true, timeoutMs: START_TIMEOUT_MS })
  )
}

function findInstalled(machine: Machine): string | undefined {
  const folders = (machine.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const ending = process.platform === 'win32' ? '.exe' : ''
  const paths = NAMES.flatMap((name) => folders.map((folder) => join(folder, name + ending)))
  return [...paths, machine.playwrightPath].find((path) => starts(machine, path))
}

/**
 * Returns the path of a Chromium that starts. Takes the one of `CHROMIUM_PATH`, else one on the
 * PATH, else Playwright's own. If there is none, installs Playwright's or Debian's.
 * @throws Error that says what to do
 */
export function findBrowser(machine: Machine = thisMachine): string {
  const { CHROMIUM_PATH } = machine.env
  if (CHROMIUM_PATH) {
    if (starts(machine, CHROMIUM_PATH)) return CHROMIUM_PATH
    throw new Error(`CHROMIUM_PATH is ${CHROMIUM_PATH}, which is not a browser that starts.`)
  }
  const aptGet: Command = machine.isRoot ? ['apt-get'] : ['sudo', '-n', 'apt-get']
  const installations: Command[][] = [
    [],
    [[...PLAYWRIGHT, 'install', 'chromium']],
    [
      [...aptGet, 'update'],
      // The pages in Chinese need a font.
      [...aptGet, 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'],
    ],
  ]
  for (const commands of installations) {
    commands.every((command) =>
      machine.run(command, { quiet: false, timeoutMs: INSTALL_TIMEOUT_MS }),
    )
    const path = findInstalled(machine)
    if (path) return path
  }
  throw new Error(ADVICE)
}

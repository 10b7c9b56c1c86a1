import { browserPlaces } from './browser-places.ts'
import { type Command, installCommands } from './package-managers.ts'

/** What finding a browser needs of a machine; tests have one that is made up. */
export interface Machine {
  env: Record<string, string | undefined>
  platform: NodeJS.Platform
  isRoot: boolean
  /** How Playwright is called. */
  playwright: Command
  /** Where Playwright keeps its own Chromium, whether or not it is there. */
  playwrightPath: string
  exists: (path: string) => boolean
  /** Runs a command to its end and tells whether it went well; `quiet` keeps its output unseen. */
  run: (command: Command, how: { quiet: boolean; timeoutMs: number }) => boolean
  say: (line: string) => void
}

const STARTS_WITHIN_MS = 30_000
const INSTALLS_WITHIN_MS = 300_000

const ADVICE = `No browser was found, and none could be installed. Any of these helps:
  - install Chromium or Chrome so that it is on the PATH
  - set CHROMIUM_PATH to its executable
  - run "npx playwright install --with-deps chromium"`

/** A browser that cannot even say its version is none: a stub, or one without its libraries. */
function starts(machine: Machine, path: string): boolean {
  return (
    machine.exists(path) &&
    machine.run([path, '--version'], { quiet: true, timeoutMs: STARTS_WITHIN_MS })
  )
}

function installed(machine: Machine): string | undefined {
  const places = browserPlaces(machine.env.PATH ?? '', machine.platform)
  return [...places, machine.playwrightPath].find((path) => starts(machine, path))
}

function installByPlaywright({ run, say, playwright }: Machine): void {
  say('No browser found. Installing the one of Playwright: npx playwright install chromium')
  const command: Command = [...playwright, 'install', 'chromium']
  if (!run(command, { quiet: false, timeoutMs: INSTALLS_WITHIN_MS }))
    say('Playwright could not install its browser.')
}

function installByPackageManager({ run, exists, env, isRoot, say }: Machine): void {
  const folders = (env.PATH ?? '').split(':')
  const has = (command: string) => folders.some((folder) => exists(`${folder}/${command}`))
  const maySudo = () => has('sudo') && run(['sudo', '-n', 'true'], { quiet: true, timeoutMs: 5000 })
  const commands = installCommands(has, isRoot ? 'root' : maySudo() ? 'sudo' : 'none')
  if (!commands) say('No package manager can be used here without a password.')
  for (const command of commands ?? []) {
    say(`Installing a browser: ${command.join(' ')}`)
    if (run(command, { quiet: false, timeoutMs: INSTALLS_WITHIN_MS })) continue
    say(`This failed: ${command.join(' ')}`)
    break
  }
}

/**
 * The path of a Chromium that starts: the one of `CHROMIUM_PATH`, else one on the PATH, else
 * Playwright's own, else one that is installed now.
 * @throws Error that says what to do
 */
export function findBrowser(machine: Machine): string {
  const named = machine.env.CHROMIUM_PATH
  if (named) {
    if (starts(machine, named)) return named
    throw new Error(`CHROMIUM_PATH is ${named}, which is not a browser that starts.`)
  }
  for (const install of [null, installByPlaywright, installByPackageManager]) {
    install?.(machine)
    const found = installed(machine)
    if (found) {
      machine.say(`Browser: ${found}`)
      return found
    }
  }
  throw new Error(ADVICE)
}

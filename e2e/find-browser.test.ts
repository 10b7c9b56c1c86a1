import { expect, test } from 'vitest'
import { findBrowser, type Machine } from './find-browser.ts'

interface Story {
  name: string
  /** Executables there are at the start. */
  there?: string[]
  /** Those of them that do not start. */
  broken?: string[]
  chromiumPath?: string
  user?: 'root' | 'sudo' | 'none'
  /** What a command of this beginning brings; a command without an entry fails. */
  brings?: Record<string, string[]>
  finds?: string
  fails?: RegExp
  runs?: string[]
}

const APT = '/usr/bin/apt-get'
const SUDO = '/usr/bin/sudo'
const OWN = '/home/me/.cache/ms-playwright/chrome'
const PLAYWRIGHT = 'playwright install chromium'
const UPDATE = 'apt-get update'
const INSTALL = 'apt-get install -y --no-install-recommends chromium fonts-noto-cjk'

const STORIES: Story[] = [
  {
    name: 'the one named by CHROMIUM_PATH comes first',
    chromiumPath: '/opt/chrome',
    there: ['/opt/chrome', '/usr/bin/chromium'],
    finds: '/opt/chrome',
  },
  {
    name: 'a wrong CHROMIUM_PATH is said and not passed over',
    chromiumPath: '/opt/chrome',
    there: ['/usr/bin/chromium'],
    fails: /CHROMIUM_PATH is \/opt\/chrome/,
  },
  {
    name: 'Chromium on the PATH comes before Chrome in an earlier folder',
    there: ['/usr/local/bin/google-chrome', '/usr/bin/chromium'],
    finds: '/usr/bin/chromium',
  },
  {
    name: 'Edge will do',
    there: ['/usr/bin/msedge'],
    finds: '/usr/bin/msedge',
  },
  {
    name: 'a stub that does not start is passed over',
    there: ['/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
    broken: ['/usr/bin/chromium-browser'],
    finds: '/usr/bin/google-chrome',
  },
  {
    name: 'the one Playwright has already',
    there: [OWN],
    finds: OWN,
  },
  {
    name: 'the one Playwright installs',
    brings: { [PLAYWRIGHT]: [OWN] },
    finds: OWN,
    runs: [PLAYWRIGHT],
  },
  {
    name: 'where Playwright cannot, root installs by apt-get',
    there: [APT],
    user: 'root',
    brings: { [UPDATE]: [], [INSTALL]: ['/usr/bin/chromium'] },
    finds: '/usr/bin/chromium',
    runs: [PLAYWRIGHT, UPDATE, INSTALL],
  },
  {
    name: 'one of Playwright that misses its libraries does not end the search',
    there: [APT],
    broken: [OWN],
    user: 'root',
    brings: { [PLAYWRIGHT]: [OWN], [UPDATE]: [], [INSTALL]: ['/usr/bin/chromium'] },
    finds: '/usr/bin/chromium',
    runs: [PLAYWRIGHT, UPDATE, INSTALL],
  },
  {
    name: 'sudo without a password is as good as root',
    there: [APT, SUDO],
    user: 'sudo',
    brings: { [`sudo -n ${UPDATE}`]: [], [`sudo -n ${INSTALL}`]: ['/usr/bin/chromium'] },
    finds: '/usr/bin/chromium',
    runs: [PLAYWRIGHT, `sudo -n ${UPDATE}`, `sudo -n ${INSTALL}`],
  },
  {
    name: 'sudo that asks for a password is not used, and the end says what to do',
    there: [APT, SUDO],
    user: 'none',
    fails: /CHROMIUM_PATH[\s\S]*playwright install/,
    runs: [PLAYWRIGHT],
  },
  {
    name: 'a package list that cannot be fetched ends it',
    there: [APT],
    user: 'root',
    fails: /No browser was found/,
    runs: [PLAYWRIGHT, UPDATE],
  },
]

test.each(STORIES)('$name', ({ there = [], broken = [], brings = {}, user = 'none', ...story }) => {
  const files = new Set(there)
  const runs: string[] = []
  const machine: Machine = {
    env: { PATH: '/usr/local/bin:/usr/bin', CHROMIUM_PATH: story.chromiumPath },
    platform: 'linux',
    isRoot: user === 'root',
    playwright: ['playwright'],
    playwrightPath: OWN,
    exists: (path) => files.has(path),
    run: (command) => {
      const line = command.join(' ')
      if (line.endsWith(' --version')) return !broken.includes(command[0])
      if (line === 'sudo -n true') return user === 'sudo'
      runs.push(line)
      for (const file of brings[line] ?? []) files.add(file)
      return line in brings
    },
    say: () => {},
  }
  if (story.fails) expect(() => findBrowser(machine)).toThrow(story.fails)
  else expect(findBrowser(machine)).toBe(story.finds)
  expect(runs).toEqual(story.runs ?? [])
})

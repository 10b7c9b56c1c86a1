import { expect, test } from 'vitest'
import { findBrowser, type Machine, PLAYWRIGHT } from './find-browser.ts'

interface Setup {
  chromiumPath?: string
  isRoot?: boolean
  /** Executables at the start. */
  files?: string[]
  /** An executable that does not start. */
  broken?: string
  /** The file that each command installs. A command without an entry fails. */
  installs?: Record<string, string>
}

const NAMED = '/opt/chrome'
const OWN = '/home/me/.cache/ms-playwright/chrome'
const CHROMIUM = '/usr/bin/chromium'
const CHROME = '/usr/local/bin/google-chrome'
const playwright = { [`${PLAYWRIGHT.join(' ')} install chromium`]: OWN }
const install = 'apt-get install -y --no-install-recommends chromium fonts-noto-cjk'
const debian = { 'apt-get update': '', [install]: CHROMIUM }
const sudoDebian = { 'sudo -n apt-get update': '', [`sudo -n ${install}`]: CHROMIUM }
const advice = /No browser was found[\s\S]*CHROMIUM_PATH[\s\S]*playwright install/

const CASES: [name: string, Setup, expected: string | RegExp][] = [
  ['CHROMIUM_PATH first', { chromiumPath: NAMED, files: [NAMED, CHROMIUM] }, NAMED],
  ['a wrong CHROMIUM_PATH', { chromiumPath: NAMED, files: [CHROMIUM] }, /is \/opt\/chrome, which/],
  ['Chromium before Chrome', { files: [CHROME, CHROMIUM] }, CHROMIUM],
  ['Chrome if Chromium is a stub', { files: [CHROME, CHROMIUM], broken: CHROMIUM }, CHROME],
  ['the one Playwright has', { files: [OWN] }, OWN],
  ['the one Playwright installs', { installs: playwright }, OWN],
  ['Debian’s as root', { isRoot: true, installs: debian }, CHROMIUM],
  ['Debian’s by sudo', { installs: { ...playwright, ...sudoDebian }, broken: OWN }, CHROMIUM],
  ['none without rights', { installs: debian }, advice],
  ['none without a package list', { isRoot: true, installs: { [install]: CHROMIUM } }, advice],
]

test.each(CASES)('finds %s', (_name, { files, broken, installs = {}, ...setup }, expected) => {
  const present = new Set(files)
  const machine: Machine = {
    env: { PATH: '/usr/local/bin::/usr/bin', CHROMIUM_PATH: setup.chromiumPath },
    isRoot: setup.isRoot ?? false,
    playwrightPath: OWN,
    isExecutable: (path) => present.has(path),
    run(command) {
      const line = command.join(' ')
      if (line.endsWith(' --version')) return command[0] !== broken
      const file = installs[line]
      if (file) present.add(file)
      return file !== undefined
    },
  }
  const find = () => findBrowser(machine)
  if (typeof expected === 'string') expect(find()).toBe(expected)
  else expect(find).toThrow(expected)
})

/** One command line, as words. */
export type Command = readonly [string, ...string[]]

interface PackageManager {
  name: string
  /** Whether it may only be used by root. */
  needsRoot: boolean
  /** Run one after the other; a browser and the signs of the languages shown. */
  commands: readonly Command[]
}

const MANAGERS: readonly PackageManager[] = [
  {
    name: 'apt-get',
    needsRoot: true,
    commands: [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'],
    ],
  },
  {
    name: 'dnf',
    needsRoot: true,
    commands: [['dnf', 'install', '-y', 'chromium', 'google-noto-sans-cjk-fonts']],
  },
  {
    name: 'apk',
    needsRoot: true,
    commands: [['apk', 'add', '--no-cache', 'chromium', 'font-noto-cjk']],
  },
  { name: 'brew', needsRoot: false, commands: [['brew', 'install', '--cask', 'chromium']] },
]

/**
 * How a browser is installed here, or `null` where no package manager can be used unattended.
 * @param rights `sudo`: root by `sudo` without a password
 */
export function installCommands(
  has: (command: string) => boolean,
  rights: 'root' | 'sudo' | 'none',
): Command[] | null {
  for (const { name, needsRoot, commands } of MANAGERS) {
    if (!has(name)) continue
    if (!needsRoot || rights === 'root') return [...commands]
    if (rights === 'sudo') return commands.map((command) => ['sudo', '-n', ...command])
  }
  return null
}

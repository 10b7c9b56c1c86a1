import { expect, test } from 'vitest'
import { installCommands } from './package-managers.ts'

test.each([
  ['dnf', 'root', 'dnf install -y chromium google-noto-sans-cjk-fonts'],
  ['apk', 'root', 'apk add --no-cache chromium font-noto-cjk'],
  ['apk', 'sudo', 'sudo -n apk add --no-cache chromium font-noto-cjk'],
  ['brew', 'none', 'brew install --cask chromium'],
  ['apt-get', 'none', undefined],
  ['pacman', 'root', undefined],
] as const)('with %s as %s: %s', (manager, rights, line) => {
  const commands = installCommands((command) => command === manager, rights)
  expect(commands?.map((command) => command.join(' ')).join('; ')).toBe(line)
})

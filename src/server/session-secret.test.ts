import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { keptSecret } from './session-secret.ts'

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'secret')
}

test('a secret is made once and kept, for its owner alone', () => {
  const path = newPath()
  const secret = keptSecret(path)
  expect(secret.length).toBeGreaterThanOrEqual(32)
  expect(keptSecret(path)).toBe(secret)
  expect(readdirSync(join(path, '..'))).toEqual(['secret'])
  // Windows has no such modes.
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('what somebody put there is taken', () => {
  const path = newPath()
  writeFileSync(path, 'sixteen letters or more\r\n')
  expect(keptSecret(path)).toBe('sixteen letters or more')
})

test.each(['', 'short\n'])('a file with “%s” is replaced', (content) => {
  const path = newPath()
  writeFileSync(path, content)
  const secret = keptSecret(path)
  expect(readFileSync(path, 'utf8').trim()).toBe(secret)
  expect(keptSecret(path)).toBe(secret)
})

test('where nothing can be written, it fails', () => {
  expect(() => keptSecret(join(newPath(), 'no-such-folder', 'secret'))).toThrow('ENOENT')
})

test('processes that start at once agree', { timeout: 60_000 }, async () => {
  const module = JSON.stringify(new URL('session-secret.ts', import.meta.url).href)
  const code = `import(${module}).then((m) => console.log(m.keptSecret(process.argv[1])))`
  const path = newPath()
  const args = ['--import', import.meta.resolve('tsx'), '--eval', code, path]
  const secrets = await Promise.all(
    Array.from({ length: 4 }, () => text(spawn(process.execPath, args).stdout)),
  )
  expect(secrets).toEqual(Array.from({ length: 4 }, () => `${keptSecret(path)}\n`))
})

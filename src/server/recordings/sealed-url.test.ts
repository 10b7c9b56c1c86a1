import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createSealedUrls, randomSecret, storedSecret } from './sealed-url.ts'

const { encrypt, decrypt } = createSealedUrls('sixteen letters or more')
const CONTENT = {
  url: 'https://rec.example/calls/86132.wav?token=a%20b',
  id: '2603101',
  group: 'Sales',
  start: 1_773_100_800,
  seconds: 12,
  day: '2026-03-10',
}
const SEALED = encrypt(CONTENT)

describe('createSealedUrls', () => {
  test('decrypts any content that it encrypted', () => {
    const text = fc.string({ unit: 'grapheme' })
    fc.assert(
      fc.property(text, text, fc.option(text), (url, id, group) => {
        const content = { url, id, group, start: null, seconds: null, day: '2026-03-10' }
        expect(decrypt(encrypt(content))).toEqual(content)
      }),
    )
  })

  test('opens those of the previous secret while secrets rotate', () => {
    const rotated = createSealedUrls(randomSecret(), 'sixteen letters or more')
    expect(rotated.decrypt(SEALED)).toEqual(CONTENT)
    expect(decrypt(rotated.encrypt(CONTENT))).toBeNull()
  })

  test('gives a URL the same sealed URL until the secret changes', () => {
    expect(createSealedUrls('sixteen letters or more').encrypt(CONTENT)).toBe(SEALED)
    expect(createSealedUrls(randomSecret()).encrypt(CONTENT)).not.toBe(SEALED)
  })

  test('fits into a path and hides the URL', () => {
    expect(SEALED).toMatch(/^[\w-]+$/)
    expect(Buffer.from(SEALED, 'base64url').toString('latin1')).not.toContain('86132')
  })

  test('rejects a sealed URL with any one character changed', () => {
    const place = fc.nat(SEALED.length - 1)
    fc.assert(
      fc.property(place, fc.constantFrom(...'ABCabc019-_'), (at, char) => {
        fc.pre(SEALED[at] !== char)
        expect(decrypt(SEALED.slice(0, at) + char + SEALED.slice(at + 1))).toBeNull()
      }),
    )
  })

  test('rejects a sealed URL that is shorter or longer', () => {
    for (let length = 0; length < SEALED.length; length += 1)
      expect(decrypt(SEALED.slice(0, length))).toBeNull()
    expect(decrypt(`${SEALED}A`)).toBeNull()
    expect(decrypt(`${SEALED}=`)).toBeNull()
  })

  test('rejects other text, and the sealed URL of another server', () => {
    fc.assert(fc.property(fc.string(), (other) => decrypt(other) === null))
    expect(decrypt(createSealedUrls(randomSecret()).encrypt(CONTENT))).toBeNull()
  })
})

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'secret')
}

test('storedSecret creates a secret once, readable by its owner only', () => {
  const path = newPath()
  const secret = storedSecret(path)
  expect(secret.length).toBeGreaterThanOrEqual(32)
  expect(storedSecret(path)).toBe(secret)
  expect(readdirSync(join(path, '..'))).toEqual(['secret'])
  // Windows has no such modes.
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('storedSecret uses an existing secret', () => {
  const path = newPath()
  writeFileSync(path, 'sixteen letters or more\r\n')
  expect(storedSecret(path)).toBe('sixteen letters or more')
})

test.each(['', 'short\n'])('storedSecret replaces a file with “%s”', (content) => {
  const path = newPath()
  writeFileSync(path, content)
  const secret = storedSecret(path)
  expect(readFileSync(path, 'utf8').trim()).toBe(secret)
  expect(storedSecret(path)).toBe(secret)
})

test('storedSecret fails if nothing can be written', () => {
  expect(() => storedSecret(join(newPath(), 'no-such-folder', 'secret'))).toThrow('ENOENT')
})

test('processes that start at the same time agree on a secret', { timeout: 60_000 }, async () => {
  const module = JSON.stringify(new URL('sealed-url.ts', import.meta.url).href)
  const code = `import(${module}).then((m) => console.log(m.storedSecret(process.argv[1])))`
  const path = newPath()
  const args = ['--import', import.meta.resolve('tsx'), '--eval', code, path]
  const secrets = await Promise.all(
    Array.from({ length: 4 }, () => text(spawn(process.execPath, args).stdout)),
  )
  expect(secrets).toEqual(Array.from({ length: 4 }, () => `${storedSecret(path)}\n`))
})

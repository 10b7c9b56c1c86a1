import crypto from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { hashPassword, passwordFault, passwordHash, verifyPassword } from './password.ts'

const PASSWORD = 'correct horse battery'

test('a password is verified against its hash alone', async () => {
  const [first, second] = await Promise.all([hashPassword(PASSWORD), hashPassword(PASSWORD)])
  expect(first.salt).not.toBe(second.salt)
  expect(passwordHash.parse(first)).toEqual({
    algorithm: 'scrypt',
    N: 32_768,
    r: 8,
    p: 3,
    salt: first.salt,
    hash: first.hash,
  })
  for (const stored of [first, second]) expect(await verifyPassword(PASSWORD, stored)).toBe(true)
  expect(await verifyPassword('correct horse batterY', first)).toBe(false)
  expect(await verifyPassword('', first)).toBe(false)
})

test('a hash keeps the parameters it was made with', async () => {
  const salt = Buffer.alloc(16, 1)
  const hash = crypto.scryptSync(PASSWORD, salt, 64, { N: 2 ** 14, r: 8, p: 1 })
  const [saltText, hashText] = [salt.toString('base64'), hash.toString('base64')]
  const cost = { algorithm: 'scrypt', N: 2 ** 14, r: 8, p: 1 } as const
  const stored = passwordHash.parse({ ...cost, salt: saltText, hash: hashText })
  expect(await verifyPassword(PASSWORD, stored)).toBe(true)
})

test.each([
  ['é, composed or not', 'caf\u00e9 au lait', 'cafe\u0301 au lait'],
  ['full-width letters', 'ｐａｓｓｗｏｒｄ', 'password'],
  ['a no-break space', 'pass\u00a0word', 'pass word'],
])('a password may be typed with %s', async (_, set, typed) => {
  expect(await verifyPassword(typed, await hashPassword(set))).toBe(true)
})

test('without a stored hash, the same work is done and nothing matches', async () => {
  const scrypt = vi.spyOn(crypto, 'scrypt')
  const { syncBuiltinESMExports } = await import('node:module')
  syncBuiltinESMExports()
  const stored = await hashPassword(PASSWORD)
  scrypt.mockClear()
  expect(await verifyPassword(PASSWORD, stored)).toBe(true)
  expect(await verifyPassword(PASSWORD, undefined)).toBe(false)
  const work = scrypt.mock.calls.map(([, salt, length, options]) => [
    Buffer.from(salt as Buffer).length,
    length,
    options,
  ])
  expect(work).toHaveLength(2)
  expect(work[1]).toEqual(work[0])
  scrypt.mockRestore()
  syncBuiltinESMExports()
})

test.each([
  ['1234567', 'a password needs 8 characters'],
  ['ﬁﬁﬁ', 'a password needs 8 characters'], // six letters
  ['密码密码密码密', 'a password needs 8 characters'],
  ['x'.repeat(1_001), 'a password may have 1000 characters at most'],
  ['密码密码密码密码', null],
  ['🎧🎧🎧🎧🎧🎧🎧🎧', null],
  ['x'.repeat(1_000), null],
])('the fault of the new password “%s” is %s', (password, fault) => {
  expect(passwordFault(password)).toBe(fault)
})

test.each([
  ['another algorithm', { algorithm: 'bcrypt' }],
  ['little work', { N: 1_024 }],
  ['N that is no power of 2', { N: 2 ** 14 + 1 }],
  ['more memory than 64 MB', { N: 2 ** 17 }],
  ['a short salt', { salt: 'AAAA' }],
  ['a short hash', { hash: 'AAAA' }],
  ['a hash that is not base64', { hash: '*'.repeat(44) }],
  ['another key', { pepper: 'x' }],
])('a stored hash with %s is invalid', (_, part) => {
  const valid = {
    algorithm: 'scrypt',
    N: 2 ** 15,
    r: 8,
    p: 1,
    salt: Buffer.alloc(16).toString('base64'),
    hash: Buffer.alloc(32).toString('base64'),
  }
  expect(passwordHash.safeParse(valid).success).toBe(true)
  expect(passwordHash.safeParse({ ...valid, ...part }).success).toBe(false)
})

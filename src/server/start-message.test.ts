import { expect, test } from 'vitest'
import { startMessage } from './start-message.ts'

test.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('%s needs no warning', (host) => {
  const message = startMessage({ host, demo: false }, 8080)
  expect(message).not.toContain('WARNING')
  expect(message).not.toContain('Demo')
})

test.each(['0.0.0.0', '::', '192.168.1.2', 'calls.example'])('%s is warned of', (host) => {
  expect(startMessage({ host, demo: false }, 8080)).toContain('WARNING')
})

test('says where, and that the calls are made up', () => {
  const message = startMessage({ host: '::1', demo: true }, 8080)
  expect(message).toContain('http://[::1]:8080\n')
  expect(message).toContain('Demo account')
})

import { expect, test } from 'vitest'
import { startMessage } from './http-server.ts'

const ENV: Omit<Parameters<typeof startMessage>[0], 'host'> = {
  demo: false,
  allowedHosts: [],
  auth: 'none',
  publicUrl: null,
}
const messageOf = (host: string) => startMessage({ ...ENV, host }, 8080)

test('the start message warns unless HOST is a loopback address', () => {
  for (const host of ['127.0.0.1', '127.8.8.8', '::1', 'localhost'])
    expect(messageOf(host)).not.toMatch(/WARNING|Demo/)
  for (const host of ['0.0.0.0', '::', '192.168.1.2', 'calls.example'])
    expect(messageOf(host)).toContain('WARNING')
})

test('the start message has the URL, and states that the demo calls are made up', () => {
  const message = startMessage({ ...ENV, host: '::1', demo: true, allowedHosts: [] }, 8080)
  expect(message).toContain('http://[::1]:8080\n')
  expect(message).toContain('Demo account')
})

test('the start message names ALLOWED_HOSTS if other names need it', () => {
  expect(messageOf('0.0.0.0')).toContain('answers to IP addresses only; set ALLOWED_HOSTS')
  expect(messageOf('calls.example')).toContain('answers to calls.example only; set ALLOWED_HOSTS')
  expect(messageOf('127.0.0.1')).not.toContain('ALLOWED_HOSTS')
  const allowedHosts = [{ host: 'calls.example', subdomains: false, port: null }]
  expect(startMessage({ ...ENV, host: '::', allowedHosts }, 8080)).not.toContain('ALLOWED')
})

test('the start message neither warns nor names ALLOWED_HOSTS if people sign in at PUBLIC_URL', () => {
  const signIn = { auth: 'password', publicUrl: 'https://calls.example' } as const
  const message = startMessage({ ...ENV, ...signIn, host: '0.0.0.0' }, 8080)
  expect(message).toContain('People open it at https://calls.example\n')
  expect(message).not.toMatch(/WARNING|ALLOWED_HOSTS/)
})

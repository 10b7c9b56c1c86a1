import { expect, test } from 'vitest'
import { startMessage } from './http-server.ts'

test.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('%s needs no warning', (host) => {
  const message = startMessage({ host, demo: false, allowedHosts: [] }, 8080)
  expect(message).not.toContain('WARNING')
  expect(message).not.toContain('Demo')
})

test.each(['0.0.0.0', '::', '192.168.1.2', 'calls.example'])('%s is warned of', (host) => {
  expect(startMessage({ host, demo: false, allowedHosts: [] }, 8080)).toContain('WARNING')
})

test('says where, and that the calls are made up', () => {
  const message = startMessage({ host: '::1', demo: true, allowedHosts: [] }, 8080)
  expect(message).toContain('http://[::1]:8080\n')
  expect(message).toContain('Demo account')
})

test('names beside HOST are to be set where people type them', () => {
  const message = (host: string) => startMessage({ host, demo: false, allowedHosts: [] }, 8080)
  expect(message('0.0.0.0')).toContain('answers to IP addresses only; set ALLOWED_HOSTS')
  expect(message('calls.example')).toContain('answers to calls.example only; set ALLOWED_HOSTS')
  expect(message('127.0.0.1')).not.toContain('ALLOWED_HOSTS')
  const allowedHosts = [{ host: 'calls.example', subdomains: false, port: null }]
  expect(startMessage({ host: '::', demo: false, allowedHosts }, 8080)).not.toContain('ALLOWED')
})

import { describe, expect, test } from 'vitest'
import { createAddressRule, isHttpUrl, parseHostRule } from './address-rule.ts'

function ruleOf(...texts: string[]) {
  return createAddressRule(texts.map(parseHostRule).filter((rule) => rule !== null))
}

describe('without a list of hosts', () => {
  const isAllowed = createAddressRule(null)

  test.each([
    'https://laaffic-test.praise.com/a.wav',
    'http://rec.example:8080/a.wav',
    'https://8.8.8.8/a.wav',
    'https://[2606:4700::1111]/a.wav',
    'https://localhost.example/a.wav',
    'https://xn--fiqs8s/a.wav',
  ])('allows %s', (url) => {
    expect(isAllowed(new URL(url))).toBe(true)
  })

  test.each([
    'http://localhost/a.wav',
    'http://LOCALHOST./a.wav',
    'http://rec.localhost/a.wav',
    'http://printer.local/a.wav',
    'http://metadata.google.internal/a.wav',
    'http://127.0.0.1/a.wav',
    'http://[::127.0.0.1]/a.wav',
    'http://[1::1]/a.wav',
    'http://[4000::1]/a.wav',
    'http://127.0.0.1./a.wav',
    'http://2130706433/a.wav',
    'http://0x7f.1/a.wav',
    'http://0177.0.0.1/a.wav',
    'http://0/a.wav',
    'http://10.1.2.3/a.wav',
    'http://172.16.0.1/a.wav',
    'http://192.168.1.1/a.wav',
    'http://169.254.169.254/latest/meta-data',
    'http://100.64.0.1/a.wav',
    'http://224.0.0.1/a.wav',
    'http://255.255.255.255/a.wav',
    'http://[::1]/a.wav',
    'http://[::]/a.wav',
    'http://[fe80::1]/a.wav',
    'http://[fd00::1]/a.wav',
    'http://[ff02::1]/a.wav',
    'http://[::ffff:127.0.0.1]/a.wav',
    'http://[::ffff:8.8.8.8]/a.wav',
    'http://[::ffff:a00:1]/a.wav',
    'http://[64:ff9b::7f00:1]/a.wav',
    'http://[2002:7f00:1::]/a.wav',
    'ftp://rec.example/a.wav',
    'file:///etc/passwd',
    'data:audio/wav;base64,AAAA',
    'https://user:password@rec.example/a.wav',
  ])('refuses %s', (url) => {
    expect(isAllowed(new URL(url))).toBe(false)
  })
})

describe('with a list of hosts', () => {
  const isAllowed = ruleOf(
    'Rec.example',
    '*.cdn.example',
    '127.0.0.1:9001',
    '[::1]',
    'tls.example:443',
  )

  test.each([
    ['https://rec.example/a', true],
    ['http://REC.example.:99/a', true],
    ['https://a.rec.example/a', false],
    ['https://evilrec.example/a', false],
    ['https://a.cdn.example/a', true],
    ['https://a.b.cdn.example/a', true],
    ['https://cdn.example/a', false],
    ['https://evilcdn.example/a', false],
    ['http://127.0.0.1:9001/a', true],
    ['http://127.0.0.1:9002/a', false],
    ['http://127.0.0.1/a', false],
    ['http://[::1]:5/a', true],
    ['http://[0:0::1]/a', true],
    ['https://tls.example/a', true],
    ['http://tls.example/a', false],
    ['https://8.8.8.8/a', false],
    ['ftp://rec.example/a', false],
    ['https://user@rec.example/a', false],
  ])('decides for %s: %s', (url, expected) => {
    expect(isAllowed(new URL(url))).toBe(expected)
  })
})

test.each([
  '',
  '*',
  '*.',
  'a b',
  'http://a',
  'a/b',
  'a:0',
  'a:65536',
  'a:',
  '*.127.0.0.1',
  '[zz]',
  'a..b',
])('parseHostRule refuses "%s"', (text) => {
  expect(parseHostRule(text)).toBeNull()
})

test.each([
  ['https://rec.example/a.wav', true],
  ['http://127.0.0.1/a.wav', true],
  ['//rec.example/a.wav', false],
  ['a.wav', false],
  ['javascript:alert(1)', false],
  ['https://me@rec.example/a.wav', false],
])('isHttpUrl returns for %s: %s', (text, expected) => {
  expect(isHttpUrl(text)).toBe(expected)
})

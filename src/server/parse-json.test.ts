import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson } from './parse-json.ts'

describe('parseJson', () => {
  test.each<[name: string, text: string, expected: unknown]>([
    [
      'ids that are one as numbers',
      '[23112023432602510,23112023432602511]',
      ['23112023432602510', '23112023432602511'],
    ],
    ['16 digits', '{"id": 1000000000000001}', { id: '1000000000000001' }],
    ['15 digits', '{"id": 999999999999999}', { id: 999_999_999_999_999 }],
    ['20 digits below nothing', '[\n\t-23112023430531500001 ]', ['-23112023430531500001']],
    [
      'digits in a text',
      '{"remark":"a: 23112023432602510, b","id":23112023432602510}',
      { remark: 'a: 23112023432602510, b', id: '23112023432602510' },
    ],
    [
      'digits after escapes',
      String.raw`["\\",23112023432602510,"\",23112023432602511,\u0022",23112023432602512]`,
      ['\\', '23112023432602510', '",23112023432602511,"', '23112023432602512'],
    ],
    ['a key of digits', '{"23112023432602510":[1]}', { '23112023432602510': [1] }],
  ])('reads %s', (_name, text, expected) => {
    expect(parseJson(text)).toEqual(expected)
  })

  test.each([
    '[0.12345678901234567]',
    '[12345678901234567.5]',
    '[12345678901234567e2,1E+21]',
    '12345',
  ])('leaves the numbers of %j numbers', (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text))
  })

  test.each(['', '{', '{"id":23112023432602510', '{23112023432602510:1}', '[023112023432602510]'])(
    'takes %j for no JSON',
    (text) => {
      expect(parseJson(text)).toBeUndefined()
    },
  )

  test('reads everything else as it is, beside an id too', () => {
    const isShort = (value: unknown) => !/[:,[]-?\d{16}/.test(JSON.stringify([value]))
    fc.assert(
      fc.property(fc.jsonValue().filter(isShort), fc.bigInt({ min: 10n ** 15n }), (value, id) => {
        const text = `{"value":${JSON.stringify(value)},"id":${id}}`
        expect(parseJson(text)).toEqual({ value: JSON.parse(JSON.stringify(value)), id: `${id}` })
      }),
    )
  })

  test('reads a text of nothing but escapes as soon as any other', () => {
    const remark = '"\\'.repeat(500_000)
    expect(parseJson(`[${JSON.stringify(remark)},23112023432602510]`)).toEqual([
      remark,
      '23112023432602510',
    ])
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson } from './read-body.ts'

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
  ])('reads %s', async (_name, text, expected) => {
    expect(await parseJson(text)).toEqual(expected)
  })

  test.each([
    '[0.12345678901234567]',
    '[12345678901234567.5]',
    '[12345678901234567e2,1E+21]',
    '12345',
  ])('leaves the numbers of %j numbers', async (text) => {
    expect(await parseJson(text)).toEqual(JSON.parse(text))
  })

  test.each([
    '',
    '{',
    '{"id":23112023432602510',
    '{23112023432602510:1}',
    '[023112023432602510]',
    '[-023112023432602510]',
    '{23112023432602510 :1}',
  ])('takes %j for no JSON', async (text) => {
    expect(await parseJson(text)).toBeUndefined()
  })

  test('reads everything else as it is, beside an id too', async () => {
    const isShort = (value: unknown) => !/[:,[]-?\d{16}/.test(JSON.stringify([value]))
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue().filter(isShort),
        fc.bigInt({ min: 10n ** 15n }),
        async (value, id) => {
          const text = `{"value":${JSON.stringify(value)},"id":${id}}`
          expect(await parseJson(text)).toEqual({
            value: JSON.parse(JSON.stringify(value)),
            id: `${id}`,
          })
        },
      ),
    )
  })

  test.each([
    ['99,999 commas', `[${'0,'.repeat(49_999)}0]`, `[${'0,'.repeat(50_000)}0]`],
    ['100 levels', '['.repeat(100) + ']'.repeat(100), '['.repeat(101) + ']'.repeat(101)],
    ['colons', `[${'{"":""},'.repeat(33_333)}""]`, `[${'{"":""},'.repeat(33_334)}""]`],
    [
      'a string with any of them',
      JSON.stringify('[,:1'.repeat(100_000)),
      `["${'"[,:1'.repeat(100_000)}"]`,
    ],
  ])('reads %s, and no more', async (_name, text, tooMuch) => {
    expect(await parseJson(text)).toEqual(JSON.parse(text))
    expect(await parseJson(tooMuch)).toBeUndefined()
  })

  test('reads a text of nothing but escapes as soon as any other', async () => {
    const remark = '"\\'.repeat(500_000)
    expect(await parseJson(`[${JSON.stringify(remark)},23112023432602510]`)).toEqual([
      remark,
      '23112023432602510',
    ])
  })
})

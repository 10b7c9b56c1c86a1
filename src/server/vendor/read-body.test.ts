import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson } from './read-body.ts'

describe('parseJson', () => {
  test.each<[name: string, text: string, expected: unknown]>([
    [
      'ids that are equal as numbers',
      '[23112023432602510,23112023432602511]',
      ['23112023432602510', '23112023432602511'],
    ],
    ['16 digits', '{"id": 1000000000000001}', { id: '1000000000000001' }],
    ['15 digits', '{"id": 999999999999999}', { id: 999_999_999_999_999 }],
    ['a negative number of 20 digits', '[\n\t-23112023430531500001 ]', ['-23112023430531500001']],
    [
      'digits in a string',
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
  ])('keeps the numbers of %j', async (text) => {
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
  ])('rejects %j', async (text) => {
    expect(await parseJson(text)).toBeUndefined()
  })

  test('reads any other JSON unchanged, also beside an id', async () => {
    const isShort = (value: unknown) => !/[:,[]-?\d{16}/.test(JSON.stringify([value]))
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue().filter(isShort),
        fc.bigInt({ min: 10n ** 15n }),
        async (value, id) => {
          const json = JSON.stringify(value)
          const expected = { value: JSON.parse(json), id: `${id}` }
          expect(await parseJson(`{"value":${json},"id":${id}}`)).toEqual(expected)
        },
      ),
    )
  })

  test.each([
    ['99,999 commas', `[${'0,'.repeat(49_999)}0]`, `[${'0,'.repeat(50_000)}0]`],
    ['100 levels', '['.repeat(100) + ']'.repeat(100), '['.repeat(101) + ']'.repeat(101)],
    ['colons', `[${'{"":""},'.repeat(33_333)}""]`, `[${'{"":""},'.repeat(33_334)}""]`],
    ['all of them in a string', JSON.stringify('[,:1'.repeat(1e5)), `["${'"[,:1'.repeat(1e5)}"]`],
  ])('reads up to a limit of %s', async (_name, text, tooMuch) => {
    expect(await parseJson(text)).toEqual(JSON.parse(text))
    expect(await parseJson(tooMuch)).toBeUndefined()
  })

  test('reads a long text of escapes in linear time', async () => {
    const remark = '"\\'.repeat(500_000)
    expect(await parseJson(`[${JSON.stringify(remark)},23112023432602510]`)).toEqual([
      remark,
      '23112023432602510',
    ])
  })
})

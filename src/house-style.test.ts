import * as rules from './architecture-rules.ts'
import { describeRule } from './describe-rule.ts'

const lines = (count: number) => 'x\n'.repeat(count)

describeRule('files are short', rules.sizes, [
  ['80, 80 and 200', { 'src/a.ts': lines(80), 'src/b.test.ts': lines(999) }, []],
  [
    'over 300',
    { ...manyFiles(20, 10), 'mocks/a.ts': lines(301), 'src/b.ts': lines(300) },
    ['mocks/a.ts'],
  ],
  ['a median over 80', manyFiles(3, 81), ['all']],
  [
    'two in ten at 200',
    { ...manyFiles(8, 10), 'src/y.ts': lines(200), 'src/z.ts': lines(200) },
    ['all'],
  ],
])

function manyFiles(count: number, length: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`src/f${i}.ts`, lines(length)]),
  )
}

describeRule('any is never a type', rules.noAny, [
  ['an argument', { 'src/a.ts': 'function f(x: any) {}' }, ['src/a.ts']],
  ['an assertion', { 'src/a.test.ts': 'const x = y as any' }, ['src/a.test.ts']],
  [
    'in a list, a generic, a union',
    { 'a.ts': 'let x: any[]', 'b.ts': 'Map<string, any>', 'c.ts': 'type X = 1 | any' },
    ['a.ts', 'b.ts', 'c.ts'],
  ],
  [
    'words',
    { 'a.ts': "// takes (any)\nconst x = { any: 'as any' }\nlist.any(y)\n/* : any */" },
    [],
  ],
])

describeRule('no check is silenced', rules.noSilencing, [
  [
    'TypeScript’s',
    { 'src/a.ts': `// @ts-${'ignore'}`, 'src/b.ts': `// @ts-${'nocheck'}` },
    ['src/a.ts', 'src/b.ts'],
  ],
  [
    'Biome’s, also in styles',
    { 'src/a.module.css': `/* biome-${'ignore'} lint: x */` },
    ['src/a.module.css'],
  ],
])

describeRule('every test runs', rules.noSleepingTests, [
  [
    'the only one',
    { 'a.test.ts': 'it.only()', 'b.test.ts': 'describe.only.each()' },
    ['a.test.ts', 'b.test.ts'],
  ],
  [
    'left out',
    {
      'a.test.ts': 'test.skip()',
      'b.test.ts': 'test.todo()',
      'e2e/c.spec.ts': 'test.describe.skip()',
    },
    ['a.test.ts', 'b.test.ts', 'e2e/c.spec.ts'],
  ],
  ['other uses of the words', { 'a.test.ts': "it('x.skip', () => t.skip)\ntest.each.only2" }, []],
])

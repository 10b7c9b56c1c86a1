import { expect, test } from 'vitest'
import * as rules from './architecture-rules.ts'
import { describeRule, TREE } from './describe-rule.ts'

const from = (...specifiers: string[]) =>
  specifiers.map((specifier) => `import { x } from '${specifier}'\n`).join('')

test.each([
  ["import x from 'a'", ['a']],
  ["import 'a.css'", ['a.css']],
  ["import type { X } from './a.ts'", ['./a.ts']],
  ['import {\n  a,\n  b,\n} from \'./a.ts\'\nimport * as c from "c"', ['./a.ts', 'c']],
  ["export { a } from './a.ts'\nexport * from './b.ts'", ['./a.ts', './b.ts']],
  ["const a = () => import('./a.ts')", ['./a.ts (dynamic)']],
  ["await import(\n  './a.ts'\n)", ['./a.ts (dynamic)']],
  ["let x: import('./a.ts').X", ['./a.ts (dynamic)']],
  ["export const range = { from: 'From', to: 'To' }", []],
  ["// import x from './a.ts'\nimport.meta.url", []],
])('imports of %j are %j', (text, expected) => {
  const read = rules.importsOf(text)
  expect(read.map(({ specifier, dynamic }) => specifier + (dynamic ? ' (dynamic)' : ''))).toEqual(
    expected,
  )
})

describeRule('a layer imports only what it may', rules.layers, [
  [
    'contract: zod, nuqs/server, dayjs',
    { 'src/contract/a.ts': from('zod', 'nuqs/server', 'dayjs/plugin/utc', './b.ts') },
    [],
  ],
  ['contract: no React', { 'src/contract/a.ts': from('react') }, ['src/contract/a.ts']],
  ['contract: not all of nuqs', { 'src/contract/a.ts': from('nuqs') }, ['src/contract/a.ts']],
  [
    'contract: nothing above',
    { 'src/contract/a.ts': from('../i18n/en.ts') },
    ['src/contract/a.ts'],
  ],
  [
    'i18n: contract, use-intl, react',
    { 'src/i18n/a.ts': from('../contract/a.ts', 'use-intl', 'react') },
    [],
  ],
  ['i18n: no other package', { 'src/i18n/a.ts': from('dayjs') }, ['src/i18n/a.ts']],
  [
    'api: contract and packages',
    { 'src/api/a.ts': from('../contract/a.ts', 'nuqs', '@tanstack/react-query') },
    [],
  ],
  ['api: no words', { 'src/api/a.ts': from('../i18n/en.ts') }, ['src/api/a.ts']],
  [
    'a feature: api, contract, i18n',
    {
      'src/player/A.tsx': from('../api/a.ts', '../contract/a.ts', '../i18n/a.ts', './A.module.css'),
    },
    [],
  ],
  [
    'a feature: no other feature',
    { 'src/player/A.tsx': from('../records/B.tsx') },
    ['src/player/A.tsx'],
  ],
  [
    'a feature: not even a type, not even later',
    { 'src/export/a.ts': "import type { X } from '../filters/b.ts'\nimport('../player/c.ts')" },
    ['src/export/a.ts', 'src/export/a.ts'],
  ],
  [
    'a feature: nothing of what composes it',
    { 'src/filters/a.ts': from('../theme.ts') },
    ['src/filters/a.ts'],
  ],
  [
    'a feature: no server, no server’s package',
    { 'src/filters/a.ts': from('../server/env.ts', 'hono/route') },
    ['src/filters/a.ts', 'src/filters/a.ts'],
  ],
  [
    'the page: every feature',
    { 'src/App.tsx': from('./records/A.tsx', './player/B.tsx', './api/c.ts', './theme.ts') },
    [],
  ],
  ['the page: no server', { 'src/App.tsx': from('./server/app.ts') }, ['src/App.tsx']],
  [
    'server: contract and packages',
    { 'src/server/a.ts': from('../contract/a.ts', 'hono', './b.ts') },
    [],
  ],
  [
    'server: no page, no React',
    { 'src/server/a.ts': from('../api/client.ts', 'react-dom/server') },
    ['src/server/a.ts', 'src/server/a.ts'],
  ],
  ['src: nothing of e2e', { 'src/server/a.ts': from('../../e2e/a.ts') }, ['src/server/a.ts']],
  ['a folder nobody planned', { 'src/lib/a.ts': from('zod') }, ['src/lib/a.ts']],
  [
    'tests, and what only they import, may import all',
    {
      'src/player/a.test.ts': from('../records/B.tsx', './fake.ts'),
      'src/player/fake.ts': from('../server/app.ts'),
    },
    [],
  ],
  [
    'what a test and the page import may not',
    {
      'src/player/a.test.ts': from('./b.ts'),
      'src/App.tsx': from('./player/b.ts'),
      'src/player/b.ts': from('../records/c.ts'),
    },
    ['src/player/b.ts'],
  ],
])

describeRule('node: only where bytes meet the machine', rules.nodeAtTheEdge, [
  ['the server’s entry', { 'src/server/main.ts': from('node:fs') }, []],
  ['another file', { 'src/server/records.ts': from('node:fs') }, ['src/server/records.ts']],
  ['later', { 'src/contract/time.ts': "import('node:os')" }, ['src/contract/time.ts']],
  [
    'tests',
    { 'src/server/a.test.ts': from('node:fs', './b.ts'), 'src/server/b.ts': from('node:net') },
    [],
  ],
])

describeRule('src reaches mocks only by a dynamic import at its door', rules.mocksBehindTheirDoor, [
  [
    'the door, later',
    { 'src/server/compose.ts': "import('../../mocks/a.ts')\nnew URL('../../mocks/b/', x)" },
    [],
  ],
  [
    'the door, at once',
    { 'src/server/compose.ts': from('../../mocks/a.ts') },
    ['src/server/compose.ts'],
  ],
  ['elsewhere, later', { 'src/App.tsx': "import('../mocks/a.ts')" }, ['src/App.tsx']],
  [
    'elsewhere, as a file',
    { 'src/server/a.ts': "new URL('../../mocks/a', x)" },
    ['src/server/a.ts'],
  ],
  ['tests', { 'src/server/a.test.ts': from('../../mocks/a.ts') }, []],
])

describeRule('no cycles', rules.noCycles, [
  ['a line', { 'src/a.ts': from('./b.ts'), 'src/b.ts': from('./c.ts'), 'src/c.ts': '' }, []],
  [
    'a diamond',
    {
      'src/a.ts': from('./b.ts', './c.ts'),
      'src/b.ts': from('./d.ts'),
      'src/c.ts': from('./d.ts'),
    },
    [],
  ],
  ['itself', { 'src/a.ts': from('./a.ts') }, ['src/a.ts']],
  [
    'round three files',
    { 'src/a.ts': from('./b.ts'), 'src/b.ts': from('./c.ts'), 'src/c.ts': from('./a.ts') },
    ['src/a.ts'],
  ],
  [
    'by a type',
    { 'src/a.ts': "import type { B } from './b.ts'", 'src/b.ts': from('./a.ts') },
    ['src/a.ts'],
  ],
])

describeRule('no barrels', rules.noBarrels, [
  [
    'index',
    { 'src/player/index.ts': '', 'src/player/index.tsx': '' },
    ['src/player/index.ts', 'src/player/index.tsx'],
  ],
  ['a name with index in it', { 'src/player/index-of.ts': '' }, []],
])

describeRule('nothing is named after nothing', rules.noDrawers, [
  [
    'folders',
    { 'src/utils/a.ts': '', 'mocks/helpers/a.ts': '', 'src/common/a.ts': '' },
    ['src/utils/a.ts', 'mocks/helpers/a.ts', 'src/common/a.ts'],
  ],
  [
    'files',
    { 'src/api/types.ts': '', 'e2e/helper.ts': '', 'src/util.test.ts': '' },
    ['src/api/types.ts', 'e2e/helper.ts', 'src/util.test.ts'],
  ],
  ['names that say more', { 'src/api/call-types.ts': '', 'src/server/audio-type.ts': '' }, []],
])

describeRule('a file is named after what it holds', rules.fileNames, [
  [
    'a component',
    { 'src/A.tsx': 'export function A() {}', 'src/A.test.tsx': '', 'src/A.module.css': '' },
    [],
  ],
  ['a component of another name', { 'src/A.tsx': 'export function B() {}' }, ['src/A.tsx']],
  ['a component that is not exported', { 'src/A.tsx': 'function A() {}' }, ['src/A.tsx']],
  ['styles of nothing', { 'src/A.module.css': '' }, ['src/A.module.css']],
  [
    'kebab-case',
    {
      'src/a-b.ts': '',
      'src/a-b.test.ts': '',
      'src/a.d.ts': '',
      'e2e/a-b.config.ts': '',
      'src/i18n/zh-CN.ts': '',
    },
    [],
  ],
  [
    'other cases',
    { 'src/aB.ts': '', 'src/a_b.ts': '', 'src/Ab.ts': '', 'src/zh-CN.ts': '' },
    ['src/aB.ts', 'src/a_b.ts', 'src/Ab.ts', 'src/zh-CN.ts'],
  ],
])

describeRule('named exports only', rules.namedExports, [
  ['a default', { 'src/a.ts': 'export default 1' }, ['src/a.ts']],
  ['a default by its name', { 'src/a.ts': 'export { a as default }' }, ['src/a.ts']],
  [
    'configuration',
    { 'e2e/playwright.config.ts': 'export default {}', 'src/server/dev.ts': 'export default app' },
    [],
  ],
])

describeRule('the vendor’s words stop at the door', rules.vendorWords, [
  [
    'at the door',
    { 'src/contract/vendor.ts': 'strTime', 'src/server/vendor-body.ts': 'sipGroupName' },
    [],
  ],
  [
    'inside',
    { 'src/records/A.tsx': 'call.voiceUrl', 'src/api/a.ts': '// ccRecordQuery' },
    ['src/records/A.tsx', 'src/api/a.ts'],
  ],
  ['in tests and mocks', { 'src/server/a.test.ts': 'strTime', 'mocks/a.ts': 'voiceUrl' }, []],
])

describeRule('effects drive only what is outside React', rules.effects, [
  [
    'a new one',
    { 'src/App.tsx': 'useEffect(() => {})', 'src/a.ts': 'useLayoutEffect(() => {})' },
    ['src/App.tsx', 'src/a.ts'],
  ],
  ['a listed one', { 'src/records/HoverTip.tsx': 'useEffect(() => {})' }, []],
])

test.each([
  ['node:', rules.nodeAtTheEdge, rules.NODE_FILES],
  ['mocks', rules.mocksBehindTheirDoor, rules.MOCK_DOORS],
  ['the vendor’s words', rules.vendorWords, rules.VENDOR_FILES],
  ['effects', rules.effects, rules.EFFECT_FILES],
] as const)('every file excepted for %s still needs it', (_name, rule, excepted) => {
  const needing = rule(TREE, []).map((violation) => violation.split(': ')[0])
  expect(excepted.filter((path) => !needing.includes(path))).toEqual([])
})

test('the tree is read', () => {
  const paths = TREE.map(({ path }) => path)
  expect(paths).toEqual(expect.arrayContaining(['src/main.tsx', 'mocks/vendor/handler.ts']))
})

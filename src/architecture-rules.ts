/** A file of the tree: its path from the root, with `/`, and its text. */
export interface SourceFile {
  path: string
  text: string
}

/** What breaks a rule: `path: what is wrong`. */
type Rule = (files: readonly SourceFile[]) => string[]
/** A rule that some files are excepted from, by path. */
type RuleWithExceptions = (files: readonly SourceFile[], except?: readonly string[]) => string[]

const FEATURES = ['filters', 'records', 'player', 'notes', 'export']
const BROWSER_ONLY = ['react', 'react-dom', 'use-intl', '@mantine', '@tabler', '@tanstack']
const SERVER_ONLY = ['hono', '@hono', 'pino', 'undici', 'ipaddr.js']

interface Layer {
  /** Folders of `src` it may import, beside its own. */
  from: string[]
  /** The only packages it may import; any where it is absent. */
  packages?: string[]
  /** Packages it may not import. */
  notPackages?: string[]
}

/** Who may import whom. `src` itself, which composes the page, is the layer with no name. */
const LAYERS: Record<string, Layer> = {
  contract: { from: [], packages: ['zod', 'nuqs/server', 'dayjs'] },
  i18n: { from: ['contract'], packages: ['use-intl', 'react'] },
  api: { from: ['contract'], notPackages: SERVER_ONLY },
  server: { from: ['contract'], notPackages: BROWSER_ONLY },
  '': { from: ['api', 'contract', 'i18n', ...FEATURES], notPackages: SERVER_ONLY },
  ...Object.fromEntries(
    FEATURES.map((feature) => [
      feature,
      { from: ['api', 'contract', 'i18n'], notPackages: SERVER_ONLY },
    ]),
  ),
}

/** Where a byte, a socket or a file of the machine is met. */
export const NODE_FILES = [
  'main',
  'compose',
  'fetch',
  'recordings/sealed-url',
  'http-server',
  'log',
  'session-secret',
  'sign',
  'test-failing-recordings',
].map((name) => `src/server/${name}.ts`)

/** Where the simulator is mounted instead of the vendor. */
export const MOCK_DOORS = ['src/server/compose.ts']

/** Where the vendor's words become ours, or ours the vendor's. */
export const VENDOR_FILES = [
  'src/contract/vendor.ts',
  'src/server/fetch.ts',
  'src/server/vendor-body.ts',
  'src/server/vendor-post.ts',
]

/** Where something outside React is driven: the document, focus, a listener, what is on the disk. */
export const EFFECT_FILES = [
  'src/export/use-looked-on-opening.ts',
  'src/export/use-taken-focus.ts',
  'src/i18n/LocaleProvider.tsx',
  'src/player/SeekBar.tsx',
  'src/player/moment/use-linked-moment.ts',
  'src/player/queue/use-shown-view.ts',
  'src/player/use-hands.ts',
  'src/player/trouble/use-source-care.ts',
  'src/player/use-media-session.ts',
  'src/player/use-started.ts',
  'src/player/waveform/use-drawing.ts',
  'src/player/waveform/use-gestures.ts',
  'src/records/HoverTip.tsx',
  'src/records/TipPlace.tsx',
  'src/records/use-panel-focus.ts',
  'src/records/use-row-events.ts',
  'src/records/use-top-of.ts',
]

const VENDOR_WORDS =
  /\b(?:ccRecordQuery|sipGroupName|strTime|seatNameList|callSessionId|hangingDirection|voiceUrl)\b/

const isCode = ({ path }: SourceFile) => /\.tsx?$/.test(path)
const isTest = (path: string) => /\.test\.tsx?$/.test(path) || /^e2e\/.*\.spec\.ts$/.test(path)
const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1)
const isPascal = (name: string) => /^[A-Z][A-Za-z0-9]*$/.test(name)

/** What a file imports, in any way; the code is formatted, so statements start their line. */
export function importsOf(text: string): { specifier: string; dynamic: boolean }[] {
  const statements = text.matchAll(/^(?:import|export)\b(?:[^'"]*?\bfrom)?\s*['"]([^'"]+)['"]/gm)
  const calls = text.matchAll(/\bimport\(\s*(?:\/\*.*?\*\/\s*)?['"`]([^'"`]+)['"`]/g)
  return [
    ...[...statements].map(([, specifier = '']) => ({ specifier, dynamic: false })),
    ...[...calls].map(([, specifier = '']) => ({ specifier, dynamic: true })),
  ]
}

/** The path that a relative specifier means; `null` for a package. */
function resolve(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null
  return new URL(specifier, `file:///${from}`).pathname.slice(1)
}

function targetsOf({ path, text }: SourceFile): string[] {
  return importsOf(text).flatMap(({ specifier }) => resolve(path, specifier) ?? [])
}

/** What ships: no tests, and nothing that only tests import. */
function shipped(files: readonly SourceFile[]): SourceFile[] {
  const code = files.filter((file) => isCode(file) && !isTest(file.path))
  const imported = new Set(files.flatMap(targetsOf))
  const ships = new Set(code.map(({ path }) => path).filter((path) => !imported.has(path)))
  let before = -1
  while (ships.size !== before) {
    before = ships.size
    const reached = code.filter(({ path }) => ships.has(path)).flatMap(targetsOf)
    for (const path of reached) ships.add(path)
  }
  return code.filter(({ path }) => path.startsWith('src/') && ships.has(path))
}

function layerOf(path: string): string | null {
  const [, folder = ''] = /^src\/(?:([^/]+)\/)?/.exec(path) ?? []
  return path.startsWith('src/') && Object.hasOwn(LAYERS, folder) ? folder : null
}

function isPackage(specifier: string, names: readonly string[]): boolean {
  return names.some((name) => specifier === name || specifier.startsWith(`${name}/`))
}

function mayImport(path: string, specifier: string): boolean {
  const layer = layerOf(path)
  if (layer === null) return false
  const { from, packages, notPackages = [] } = LAYERS[layer] as Layer
  const target = resolve(path, specifier)
  if (target === null && specifier.startsWith('node:')) return true // nodeAtTheEdge says where
  if (target === null)
    return packages ? isPackage(specifier, packages) : !isPackage(specifier, notPackages)
  if (target.startsWith('mocks/')) return true // mocksBehindTheirDoor says where
  const other = layerOf(target)
  return other !== null && (other === layer || from.includes(other))
}

export const layers: Rule = (files) =>
  shipped(files).flatMap(({ path, text }) =>
    importsOf(text)
      .filter(({ specifier }) => !mayImport(path, specifier))
      .map(({ specifier }) => `${path}: may not import ${specifier}`),
  )

export const nodeAtTheEdge: RuleWithExceptions = (files, except = NODE_FILES) =>
  shipped(files)
    .filter(({ path }) => !except.includes(path))
    .filter(({ text }) => importsOf(text).some(({ specifier }) => specifier.startsWith('node:')))
    .map(({ path }) => `${path}: node: belongs where bytes meet the machine`)

export const mocksBehindTheirDoor: RuleWithExceptions = (files, except = MOCK_DOORS) =>
  shipped(files)
    .filter(({ path, text }) =>
      except.includes(path)
        ? importsOf(text).some(({ specifier, dynamic }) => !dynamic && /\/mocks\//.test(specifier))
        : /['"`](?:\.{1,2}\/)+mocks\//.test(text),
    )
    .map(({ path }) => `${path}: src reaches mocks only by a dynamic import at its door`)

export const noCycles: Rule = (files) => {
  const targets = new Map(files.map((file) => [file.path, targetsOf(file)]))
  const done = new Set<string>()
  const found: string[] = []
  function visit(path: string, trail: string[]): void {
    if (trail.includes(path)) {
      found.push(
        `${path}: imports itself by ${[...trail.slice(trail.indexOf(path)), path].join(' → ')}`,
      )
      return
    }
    if (done.has(path)) return
    for (const target of targets.get(path) ?? []) visit(target, [...trail, path])
    done.add(path)
  }
  for (const path of targets.keys()) visit(path, [])
  return found
}

export const noBarrels: Rule = (files) =>
  files
    .filter(({ path }) => /^index\.tsx?$/.test(baseName(path)))
    .map(({ path }) => `${path}: no barrels`)

export const noDrawers: Rule = (files) =>
  files
    .filter(({ path }) => /(?:^|\/)(?:utils?|helpers?|types|common)(?:\/|\.|$)/i.test(path))
    .map(({ path }) => `${path}: is named after nothing it holds`)

/** Components are named as they are exported, the rest in kebab-case, a style as its component. */
export const fileNames: Rule = (files) => {
  const paths = new Set(files.map(({ path }) => path))
  return files.flatMap(({ path, text }) => {
    const name = baseName(path).replace(/(?:\.[a-z]+)+$/, '')
    const extension = baseName(path).slice(name.length)
    if (extension === '.module.css')
      return paths.has(path.replace('.module.css', '.tsx')) ? [] : [`${path}: no file beside it`]
    if (isPascal(name) && /^(?:\.test)?\.tsx$/.test(extension)) {
      const exported = new RegExp(`^export (?:async )?(?:function|const|class) ${name}\\b`, 'm')
      const fits = extension === '.test.tsx' || exported.test(text)
      return fits ? [] : [`${path}: does not export ${name}`]
    }
    const isLocale =
      path.startsWith('src/i18n/') && /^[a-z]{2}(?:-[A-Z]{2})?(?:-[a-z]+)*$/.test(name)
    const isKebab = /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)
    return isKebab || isLocale ? [] : [`${path}: is not kebab-case`]
  })
}

export const namedExports: RuleWithExceptions = (files, except = ['src/server/dev.ts']) =>
  files
    .filter((file) => isCode(file) && !/\.config\.ts$/.test(file.path))
    .filter(({ path }) => !except.includes(path))
    .filter(({ text }) => /^export (?:default\b|\{[^}]*\bas default\b)/m.test(text))
    .map(({ path }) => `${path}: named exports only`)

const linesOf = ({ text }: SourceFile) => text.replace(/\n$/, '').split('\n').length

export const sizes: Rule = (files) => {
  const sources = files.filter((file) => isCode(file) && !isTest(file.path))
  const lengths = sources.map(linesOf).sort((a, b) => a - b)
  const median = lengths[Math.floor((lengths.length - 1) / 2)] ?? 0
  const short = lengths.filter((length) => length < 200).length
  return [
    ...sources
      .filter((file) => linesOf(file) > 300)
      .map((file) => `${file.path}: ${linesOf(file)} lines, more than 300`),
    ...(median > 80 ? [`all: the median is ${median} lines, more than 80`] : []),
    ...(short < lengths.length * 0.9 ? [`all: fewer than nine in ten are under 200 lines`] : []),
  ]
}

/** Without comments and what strings hold, so that words are not taken for code. */
function codeOf(text: string): string {
  return text.replace(
    /\/\*[\s\S]*?\*\/|\/\/.*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g,
    (found) => (found.startsWith('/') ? '' : "''"),
  )
}

export const noAny: Rule = (files) =>
  files
    .filter(isCode)
    .filter(({ text }) =>
      /(?:[:<|&,(=]|\bas|\bis|\bextends)\s*any\b(?=\s*(?:[>[\],;)|&={}]|$))/m.test(codeOf(text)),
    )
    .map(({ path }) => `${path}: any is never the type`)

export const noSilencing: Rule = (files) =>
  files
    .filter(({ text }) =>
      /@ts-(?:ignore|nocheck|expect-error)|(?:biome|eslint)-(?:ignore|disable)/.test(text),
    )
    .map(({ path }) => `${path}: silences a check instead of answering it`)

export const noSleepingTests: Rule = (files) =>
  files
    .filter(isCode)
    .filter(({ text }) =>
      /\b(?:it|test|describe|suite|bench)(?:\.\w+)*\.(?:only|skip|todo|fixme)\b/.test(codeOf(text)),
    )
    .map(({ path }) => `${path}: a test that does not run`)

export const vendorWords: RuleWithExceptions = (files, except = VENDOR_FILES) =>
  shipped(files)
    .filter(({ path, text }) => !except.includes(path) && VENDOR_WORDS.test(text))
    .map(({ path, text }) => `${path}: the vendor’s word ${VENDOR_WORDS.exec(text)?.[0]}`)

export const effects: RuleWithExceptions = (files, except = EFFECT_FILES) =>
  shipped(files)
    .filter(({ path, text }) => !except.includes(path) && /\buse(?:Layout)?Effect\(/.test(text))
    .map(({ path }) => `${path}: an effect only drives what is outside React`)

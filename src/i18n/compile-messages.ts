import compile from 'icu-minify/compile'
import { type Plugin, parseAst } from 'vite'

/** The part of a syntax tree (ESTree) that is read. */
interface Node {
  type: string
  start: number
  end: number
  value?: unknown
}

const MESSAGES = /\/src\/i18n\/(en|zh)(?:-CN)?\.ts$/
/** Those that load with a part of the page. */
const PART_MESSAGES = /\/src\/i18n\/part-words\.ts$/

/**
 * Compiles the messages in the build, so that no parser of ICU MessageFormat ships with the page.
 * `use-intl/format-message/format-only` formats the result.
 */
export function compileMessages(): Plugin {
  return {
    name: 'compile-messages',
    enforce: 'post', // after the conversion to JavaScript
    config: () => ({
      resolve: { alias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } },
    }),
    transform: (code, id) =>
      MESSAGES.test(id) || PART_MESSAGES.test(id) ? { code: compileTexts(code), map: null } : null,
  }
}

/** Tells `early.js` the files of the messages, which have hashes in their names. */
export function nameMessages(): Plugin {
  return {
    name: 'name-messages',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const files = Object.values(bundle ?? {}).flatMap((file) => {
          const module = file.type === 'chunk' ? MESSAGES.exec(file.facadeModuleId ?? '') : null
          return module ? [` data-${module[1]}="/${file.fileName}"`] : []
        })
        return html.replace('src="/early.js"', `src="/early.js"${files.join('')}`)
      },
    },
  }
}

/** Compiles every string that is a value in an object. */
export function compileTexts(code: string): string {
  return textsIn(parseAst(code)).reduce(
    (text, { start, end, value }) =>
      text.slice(0, start) + JSON.stringify(compile(value)) + text.slice(end),
    code,
  )
}

/** Returns the string literals that are values in objects, the last one first. */
function textsIn(program: unknown): (Node & { value: string })[] {
  const texts: (Node & { value: string })[] = []
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const { type, value } = node as Partial<Node>
    if (type === 'Property' && isText(value)) texts.push(value)
    for (const part of Object.values(node)) visit(part)
  }
  visit(program)
  return texts.sort((one, other) => other.start - one.start)
}

function isText(node: unknown): node is Node & { value: string } {
  const { type, value } = (node ?? {}) as Partial<Node>
  return type === 'Literal' && typeof value === 'string'
}

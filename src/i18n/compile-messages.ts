import compile from 'icu-minify/compile'
import { type Plugin, parseAst } from 'vite'

/** What is read of a syntax tree (ESTree). */
interface Node {
  type: string
  start: number
  end: number
  value?: unknown
}

const MESSAGES = /\/src\/i18n\/(?:en|zh-CN)\.ts$/

/**
 * Compiles the messages while the page is built, so that no parser of ICU MessageFormat ships with
 * it: `use-intl/format-message/format-only` then formats what was compiled.
 */
export function compileMessages(): Plugin {
  return {
    name: 'compile-messages',
    enforce: 'post', // what is parsed is JavaScript by then
    config: () => ({
      resolve: { alias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } },
    }),
    transform: (code, id) => (MESSAGES.test(id) ? { code: compileTexts(code), map: null } : null),
  }
}

/** JavaScript with every text that stands as a value in an object compiled. */
export function compileTexts(code: string): string {
  return textsIn(parseAst(code)).reduce(
    (text, { start, end, value }) =>
      text.slice(0, start) + JSON.stringify(compile(value)) + text.slice(end),
    code,
  )
}

/** The literals that stand as values in objects, the last one first. */
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

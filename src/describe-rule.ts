import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type * as rules from './architecture-rules.ts'

const ROOT = new URL('../', import.meta.url)

function readTree(folder: string): rules.SourceFile[] {
  const entries = readdirSync(new URL(`${folder}/`, ROOT), { withFileTypes: true })
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return readTree(path)
    if (!/\.(?:tsx?|css)$/.test(path)) return []
    return { path, text: readFileSync(new URL(path, ROOT), 'utf8') }
  })
}

/** Every source file of the product. */
export const TREE = ['src', 'mocks', 'e2e'].flatMap(readTree)

/** Made-up files: path, then text. */
function filesOf(contents: Record<string, string>): rules.SourceFile[] {
  return Object.entries(contents).map(([path, text]) => ({ path, text }))
}

type Case = [name: string, contents: Record<string, string>, found: string[]]

/** Holds a rule in the tree, and shows that it finds what breaks it. */
export function describeRule(
  name: string,
  rule: (files: rules.SourceFile[]) => string[],
  cases: Case[],
) {
  describe(name, () => {
    it('holds in the tree', () => expect(rule(TREE)).toEqual([]))

    it.each(cases)('%s', (_name, contents, found) => {
      const paths = rule(filesOf(contents)).map((violation) => violation.split(': ')[0])
      expect(paths).toEqual(found)
    })
  })
}

import { type Browser, chromium } from '@playwright/test'
import { findBrowser } from '../find-browser.ts'
import { thisMachine } from '../this-machine.ts'
import { describeMachine } from './describe-machine.ts'
import { ensureBuilt } from './ensure-built.ts'
import type { Section } from './figure.ts'
import { formatTable } from './format-table.ts'
import { measureEndpoint } from './measure-endpoint.ts'
import { measurePage } from './measure-page.ts'
import { measureRecordings } from './measure-recordings.ts'
import { measureThroughput } from './measure-throughput.ts'
import { createProcesses, type Processes } from './processes.ts'

/** Longer than any run takes; a run that hangs ends with what it has. */
const ENDS_WITHIN_MS = 180_000

type Part = (processes: Processes, browserPath: string) => Promise<Section[]>

function launch(executablePath: string): Promise<Browser> {
  const args = ['--disable-gpu', ...(thisMachine.isRoot ? ['--no-sandbox'] : [])]
  // What ends this process ends the browser; Playwright has no need to watch for signals too.
  const handled = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false }
  return chromium.launch({ executablePath, args, ...handled })
}

const PARTS: Record<string, Part> = {
  page: async (processes, browserPath) => {
    const browser = await launch(browserPath)
    try {
      return [await measurePage(processes, browser)]
    } finally {
      await browser.close()
    }
  },
  endpoint: async (processes) => [
    await measureEndpoint(processes, 20),
    await measureEndpoint(processes, 0),
  ],
  throughput: async (processes) => [
    await measureThroughput(processes, { size: 50, turnMs: 4_000 }),
    await measureThroughput(processes, { size: 1, turnMs: 2_000 }),
  ],
  recordings: async (processes) => [await measureRecordings(processes)],
}

function chosenParts(words: readonly string[]): [string, Part][] {
  const unknown = words.find((word) => !(word in PARTS))
  if (unknown) throw new Error(`There is no part "${unknown}": ${Object.keys(PARTS).join(', ')}`)
  return Object.entries(PARTS).filter(([name]) => words.length === 0 || words.includes(name))
}

async function run(words: readonly string[]): Promise<void> {
  const parts = chosenParts(words)
  ensureBuilt()
  const processes = createProcesses()
  const sections: Section[] = []
  const browserPath = findBrowser(thisMachine)
  const machine = describeMachine(browserPath)
  const show = () => process.stdout.write(`\n${machine}\n\n${formatTable(sections)}\n`)
  setTimeout(() => {
    show()
    process.stderr.write(`Over ${ENDS_WITHIN_MS / 1000} s: ended.\n`)
    process.exit(1)
  }, ENDS_WITHIN_MS).unref()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => process.exit(signal === 'SIGINT' ? 130 : 143))
  for (const [name, part] of parts) {
    process.stderr.write(`Measuring: ${name}\n`)
    sections.push(...(await part(processes, browserPath)))
  }
  show()
}

run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  process.exit(1)
})

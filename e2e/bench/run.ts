import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type LaunchOptions } from '@playwright/test'
import { findBrowser } from '../find-browser.ts'
import { thisMachine } from '../this-machine.ts'
import { describeMachine } from './describe-machine.ts'
import { ensureBuilt } from './ensure-built.ts'
import type { Section } from './figure.ts'
import { formatTable } from './format-table.ts'
import { startListeningServers } from './listening-servers.ts'
import { measureEndpoint } from './measure-endpoint.ts'
import { measureExport } from './measure-export.ts'
import { measureExportMemory } from './measure-export-memory.ts'
import { measureFiles } from './measure-files.ts'
import { measureLongCall } from './measure-long-call.ts'
import { measureManyPlays } from './measure-many-plays.ts'
import { measurePage } from './measure-page.ts'
import { measureRecordings } from './measure-recordings.ts'
import { measureShortCalls } from './measure-short-calls.ts'
import { measureThroughput } from './measure-throughput.ts'
import { measureWorkbook } from './measure-workbook.ts'
import { createProcesses, type Processes } from './processes.ts'

/** Longer than any run takes; a run that hangs ends with what it has. */
const ENDS_WITHIN_MS = 1_800_000

/** Hands over what it has measured as soon as it has it. */
type Part = (processes: Processes, browserPath: string) => AsyncGenerator<Section>

function launchOptions(executablePath: string): LaunchOptions {
  const args = ['--disable-gpu', ...(thisMachine.isRoot ? ['--no-sandbox'] : [])]
  // What ends this process ends the browser; Playwright has no need to watch for signals too.
  const handled = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false }
  return { executablePath, args, ...handled }
}

function launch(executablePath: string): Promise<Browser> {
  return chromium.launch(launchOptions(executablePath))
}

const PARTS: Record<string, Part> = {
  async *page(processes, browserPath) {
    const browser = await launch(browserPath)
    try {
      yield await measurePage(processes, browser)
    } finally {
      await browser.close()
    }
  },
  async *endpoint(processes) {
    yield await measureEndpoint(processes, 20)
    yield await measureEndpoint(processes, 0)
  },
  async *throughput(processes) {
    yield await measureThroughput(processes, { size: 50, turnMs: 4_000 })
    yield await measureThroughput(processes, { size: 1, turnMs: 2_000 })
  },
  async *recordings(processes) {
    yield await measureRecordings(processes)
  },
  async *export(processes, browserPath) {
    const folder = mkdtempSync(join(tmpdir(), 'callboard-bench-'))
    const context = await chromium.launchPersistentContext(folder, launchOptions(browserPath))
    try {
      const browser = context.browser()
      if (!browser) throw new Error('The browser does not tell of itself')
      yield await measureExport(processes, browser, folder)
    } finally {
      await context.close()
    }
    const browser = await launch(browserPath)
    try {
      yield await measureExportMemory(processes, browser, folder)
    } finally {
      await browser.close()
      rmSync(folder, { recursive: true, force: true })
    }
  },
  async *listening(processes, browserPath) {
    const servers = await startListeningServers(processes)
    const browser = await launch(browserPath)
    try {
      yield await measureLongCall(browser, servers)
      yield await measureShortCalls(browser, servers)
      yield await measureManyPlays(browser, servers)
    } finally {
      await browser.close()
    }
    await processes.endAll()
  },
  async *files(_processes, browserPath) {
    yield await measureFiles()
    const browser = await launch(browserPath)
    try {
      yield await measureWorkbook(browser)
    } finally {
      await browser.close()
    }
  },
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
  try {
    for (const [name, part] of parts) {
      process.stderr.write(`Measuring: ${name}\n`)
      for await (const section of part(processes, browserPath)) sections.push(section)
    }
  } finally {
    show()
  }
}

run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  process.exit(1)
})

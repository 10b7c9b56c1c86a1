import { createServer } from 'node:http'
import { build } from 'vite'
import { freePort } from '../free-port.ts'

/** A blank page, and beside it a worker. */
export interface ServedWorker {
  /** `http://127.0.0.1:port/`, the page's. */
  url: string
  /** Path of the worker. */
  worker: string
  close: () => void
}

/** Builds the worker of this folder in `file`, as the page's own workers are built, and serves it. */
export async function serveWorker(file: string): Promise<ServedWorker> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: { worker: `${import.meta.dirname}/${file}` },
        output: { entryFileNames: '[name].js' },
      },
    },
  })
  const files = new Map<string, string>()
  for (const { output } of [built].flat().filter((each) => 'output' in each))
    for (const part of output) if (part.type === 'chunk') files.set(`/${part.fileName}`, part.code)
  const port = await freePort()
  const server = createServer(({ url = '' }, response) => {
    const code = files.get(url)
    response.setHeader('Content-Type', code === undefined ? 'text/html' : 'text/javascript')
    response.end(code ?? '<!doctype html><title>Blank</title>')
  }).listen(port, '127.0.0.1')
  return {
    url: `http://127.0.0.1:${port}/`,
    worker: '/worker.js',
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import devServer from '@hono/vite-dev-server'
import react from '@vitejs/plugin-react'
import mantine from 'postcss-preset-mantine'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { compileMessages, nameMessages } from './src/i18n/compile-messages.ts'
import { usersFault } from './src/server/auth/users-file.ts'
import { EnvError, loadEnvFiles, readEnv, unknownSettings } from './src/server/env.ts'

/** The tests that need a document. */
const DOM_TESTS = '{src,mocks,e2e}/**/*.dom.test.{ts,tsx}'

/** The folder for reports that programs read (`.ci/run`). */
const reports = process.env.TEST_REPORTS

/** Stops `vite` with one line if a setting is wrong, as the built server does. */
const checkSettings: Plugin = {
  name: 'check-settings',
  apply: (_, { command, mode }) => command === 'serve' && mode !== 'test',
  configureServer() {
    loadEnvFiles()
    for (const line of unknownSettings(process.env)) process.stderr.write(`callboard: ${line}\n`)
    try {
      const { auth, usersFile } = readEnv(process.env)
      const fault = usersFault(auth, usersFile)
      if (fault !== null) throw new EnvError(fault)
    } catch (error) {
      if (!(error instanceof EnvError)) throw error
      process.stderr.write(`callboard: ${error.message}\n`)
      process.exit(1)
    }
  },
}

/**
 * Has Chromium compile the scripts of the first rows while they load, not at each function's call, and
 * writes every text compressed beside it. The hint is valid on the first line only, and Vite writes
 * code above every banner, so both wait for the files.
 */
const finishFiles: Plugin = {
  name: 'finish-files',
  async writeBundle({ dir = '' }, bundle) {
    for (const file of Object.values(bundle))
      if (file.type === 'chunk' && /^(?:react|libraries|page)$/.test(file.name))
        await writeFile(join(dir, file.fileName), `//# allFunctionsCalledOnLoad\n${file.code}`)
    async function compress(path: string): Promise<void> {
      const text = await readFile(path)
      await writeFile(`${path}.br`, await promisify(brotliCompress)(text))
      await writeFile(`${path}.gz`, await promisify(gzip)(text, { level: 9 }))
    }
    const paths = await readdir(dir, { recursive: true })
    const texts = paths.filter((path) => /\.(?:js|css|html|svg)$/.test(path))
    await Promise.all(texts.map((path) => compress(join(dir, path))))
  },
}

/** `vite build` makes the page, `vite build --ssr` the endpoint that serves it. */
export default defineConfig(({ command, isSsrBuild }) => ({
  plugins: [
    react(),
    command === 'build' && !isSsrBuild && [compileMessages(), nameMessages()],
    checkSettings,
    devServer({
      entry: 'src/server/dev.ts',
      // Vite answers for the page, the endpoint for these.
      exclude: [/^(?!\/(?:api\/|sign-in(?:[/?]|$)|healthz$|readyz$)).*/],
      injectClientScript: false,
    }),
    command === 'build' && !isSsrBuild && finishFiles,
  ],
  worker: { format: 'es' },
  // Only workers import them: found when the first starts, they would reload the page it serves.
  optimizeDeps: {
    include: ['idb-keyval', 'mediabunny'],
  },
  css: { postcss: { plugins: [mantine()] } },
  server: {
    host: '127.0.0.1',
    port: 5173,
    // Vite's own list, and the kept secret: it serves every other file of this folder.
    fs: {
      deny: ['.env', '.env.*', '*.{crt,pem}', '**/.git/**', '.session-secret*', 'users.json*'],
    },
  },
  build: isSsrBuild
    ? {
        ssr: true,
        outDir: 'dist/server',
        copyPublicDir: false,
        rolldownOptions: {
          input: {
            main: 'src/server/main.ts',
            users: 'src/server/users.ts',
            audit: 'src/server/audit.ts',
          },
          // Beside both, because modules find the app's folder from their own.
          output: { chunkFileNames: '[name]-[hash].js' },
        },
      }
    : {
        outDir: 'dist/client',
        modulePreload: { polyfill: false },
        rolldownOptions: {
          output: {
            // Three files for the first rows and one for what follows by itself: many small ones
            // compress worse.
            codeSplitting: {
              groups: [
                { name: 'react', test: /node_modules[\\/]react-dom[\\/]/, priority: 3 },
                { name: 'libraries', test: /node_modules/, tags: ['$initial'], priority: 2 },
                { name: 'page', tags: ['$initial'], priority: 1 },
                {
                  name: 'later',
                  test: /src[\\/].*[\\/](?:SearchField|FiltersPanel|SummaryStrip)\.tsx$/,
                },
              ],
            },
          },
        },
        reportCompressedSize: false,
      },
  test: {
    // To load what they test takes longer than the tests; none leaves anything to the next.
    isolate: false,
    projects: [
      {
        extends: true,
        test: { name: 'dom', include: [DOM_TESTS], setupFiles: 'src/testing/test-document.ts' },
      },
      {
        extends: true,
        test: {
          name: 'node',
          include: ['{src,mocks,e2e}/**/*.test.{ts,tsx}'],
          exclude: [DOM_TESTS],
        },
      },
    ],
    // A slow machine is no failure; a test that hangs still is.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxWorkers: '100%', // one core less is the default, which is half of two
    restoreMocks: true,
    unstubGlobals: true,
    ...(reports && {
      reporters: ['default', 'json'],
      outputFile: { json: `${reports}/unit.json` },
    }),
  },
}))

import devServer from '@hono/vite-dev-server'
import react from '@vitejs/plugin-react'
import mantine from 'postcss-preset-mantine'
import { compression, defineAlgorithm } from 'vite-plugin-compression2'
import { defineConfig } from 'vitest/config'
import { compileMessages } from './src/i18n/compile-messages.ts'

/** The service worker, by the name of its source. */
const DECODER = 'decoder-worker'

/** `vite build` makes the page, `vite build --ssr` the endpoint that serves it. */
export default defineConfig(({ command, isSsrBuild }) => ({
  plugins: [
    react(),
    command === 'build' && !isSsrBuild && compileMessages(),
    devServer({
      entry: 'src/server/dev.ts',
      // Vite answers for the page, the endpoint for these.
      exclude: [/^(?!\/(?:api\/|healthz$)).*/],
      injectClientScript: false,
    }),
    !isSsrBuild &&
      compression({
        include: /\.(?:js|css|html|svg)$/,
        algorithms: [defineAlgorithm('brotliCompress'), defineAlgorithm('gzip', { level: 9 })],
        logLevel: 'silent',
      }),
  ],
  worker: {
    format: 'es',
    rolldownOptions: {
      output: {
        // A service worker's address is what it is known by; the other workers have a hash.
        entryFileNames: ({ name }) => (name === DECODER ? 'decoder.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  // Only workers import them: found when the first starts, they would reload the page it serves.
  optimizeDeps: {
    include: [
      '@audio/decode-wav',
      '@noble/hashes/sha2.js',
      '@noble/hashes/utils.js',
      'client-zip',
      'idb-keyval',
      'mediabunny',
      'p-queue',
    ],
  },
  css: { postcss: { plugins: [mantine()] } },
  server: {
    host: '127.0.0.1',
    port: 5173,
    // Where nothing is built, the service worker lies deeper than the page that it is for.
    headers: { 'Service-Worker-Allowed': '/' },
  },
  build: isSsrBuild
    ? {
        ssr: true,
        outDir: 'dist/server',
        copyPublicDir: false,
        rolldownOptions: { input: { main: 'src/server/main.ts' } },
      }
    : {
        outDir: 'dist/client',
        modulePreload: { polyfill: false },
        reportCompressedSize: false,
      },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'mocks/**/*.test.ts', 'e2e/**/*.test.ts'],
    // A slow machine is no failure; a test that hangs still is.
    testTimeout: 30_000,
    maxWorkers: '100%', // one core less is the default, which is half of two
    restoreMocks: true,
    unstubGlobals: true,
  },
}))

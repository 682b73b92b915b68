// How the tests run: two projects, "unit" beside each other and "scenario" one file at a time.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('../..', import.meta.url))
const everywhere = ['{shared,agent,server,scripts,test}/**/*.test.{ts,tsx}']
// These open sockets, network namespaces, browsers or whole machines' worth of load: never two at a time.
const alone = ['test/{scenario,fault,load,page}/**/*.test.{ts,tsx}']

export default defineConfig({
  root,
  cacheDir: `${root}/.out/vite`,
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: everywhere,
          exclude: [...alone, '**/node_modules/**', '.out/**'],
          pool: 'forks',
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'scenario',
          include: alone,
          exclude: ['**/node_modules/**'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})

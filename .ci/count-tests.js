import { readFileSync } from 'node:fs'

/*
 * Prints "N passed, N failed". The arguments are the exit status of the whole run and its JSON
 * reports, in the order of the steps that write them.
 */
const [status, ...reports] = process.argv.slice(2)

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

const testsOf = ({ specs = [], suites = [] }) => [
  ...specs.flatMap(({ tests }) => tests),
  ...suites.flatMap(testsOf),
]

function countVitest({ numPassedTests, numFailedTests, success }) {
  // A file that does not load has no tests, and so none that failed.
  return { passed: numPassedTests, failed: numFailedTests || (success ? 0 : 1) }
}

function countPlaywright(report) {
  const tests = testsOf(report)
  const passed = tests.filter((test) => test.status === 'expected').length
  const skipped = tests.filter(
    (test) => test.status === 'skipped' && test.expectedStatus === 'skipped',
  ).length
  // The rest failed, was flaky, was interrupted or did not run.
  return { passed, failed: tests.length - passed - skipped + report.errors.length }
}

let passed = 0
let failed = 0
for (const path of reports) {
  const report = read(path)
  if (report) {
    const counts = 'suites' in report ? countPlaywright(report) : countVitest(report)
    passed += counts.passed
    failed += counts.failed
  } else {
    // One failure, unless the tests before it failed, after which npm starts no others.
    failed ||= 1
  }
}
if (status !== '0') failed ||= 1

process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1

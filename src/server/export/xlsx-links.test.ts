import { inflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bytesOf } from '../../testing/sheet-with.ts'
import { createLinks, type Links } from './xlsx-links.ts'

test('without links there is no part', () => {
  expect(createLinks(1).isEmpty()).toBe(true)
})

async function relationshipsOf(links: Links): Promise<string> {
  return `${inflateRawSync(await bytesOf(links.relationships().chunks))}`
}

test('a sheet has as many as it may, of addresses that Excel takes', async () => {
  const links = createLinks(2)
  const long = `https://a.example/${'x'.repeat(2_079)}`
  expect([
    links.add('A2', long) || links.add('A2', 'https://a.example/two\nlines'),
    links.add('A3', 'https://a.example/?b=1&c=2'),
    links.add('A4', 'https://a.example/d'),
    links.add('A5', 'https://a.example/e'),
  ]).toEqual([false, true, true, false])
  const elements = [...links.elements()].join('')
  expect(elements).toBe('<hyperlink ref="A3" r:id="rId1"/><hyperlink ref="A4" r:id="rId2"/>')
  const targets = [...(await relationshipsOf(links)).matchAll(/Id="(\w+)".*?Target="(.*?)"/g)]
  expect(targets.map(([, id, target]) => [id, target])).toEqual([
    ['rId1', 'https://a.example/?b=1&amp;c=2'],
    ['rId2', 'https://a.example/d'],
  ])
})

test('every link has its own address, however many there are', async () => {
  const links = createLinks(65_530)
  const addresses = Array.from({ length: 5_000 }, (_, index) => `https://a.example/${index}`)
  for (const [index, address] of addresses.entries()) links.add(`A${index + 2}`, address)
  const cells = [...links.elements()].map((element) => /"A(\d+)" r:id="rId(\d+)"/.exec(element))
  expect(cells.map((found) => Number(found?.[1]) - Number(found?.[2]))).toEqual(
    addresses.map(() => 1),
  )
  const told = (await relationshipsOf(links)).matchAll(/Id="rId(\d+)".*?Target="(.*?)"/g)
  expect([...told].map(([, id, address]) => [id, address])).toEqual(
    addresses.map((address, index) => [`${index + 1}`, address]),
  )
})

import { expect, test } from 'vitest'
import { createLinks } from './links.ts'

test('there is no part where there are no links', () => {
  expect(createLinks(1).areThere()).toBe(false)
})

test('a sheet has as many as it may, of addresses that Excel takes', () => {
  const links = createLinks(2)
  const long = `https://a.example/${'x'.repeat(2_079)}`
  expect([
    links.add('A2', long),
    links.add('A3', 'https://a.example/?b=1&c=2'),
    links.add('A4', 'https://a.example/d'),
    links.add('A5', 'https://a.example/e'),
  ]).toEqual([false, true, true, false])
  const elements = [...links.elements()].join('')
  expect(elements).toBe(
    '<hyperlinks><hyperlink ref="A3" r:id="rId1"/><hyperlink ref="A4" r:id="rId2"/></hyperlinks>',
  )
  const targets = [...[...links.relationships()].join('').matchAll(/Id="(\w+)".*?Target="(.*?)"/g)]
  expect(targets.map(([, id, target]) => [id, target])).toEqual([
    ['rId1', 'https://a.example/?b=1&amp;c=2'],
    ['rId2', 'https://a.example/d'],
  ])
})

test('ids go on from one lot to the next', () => {
  const links = createLinks(65_530)
  for (let row = 2; row < 2_502; row += 1) links.add(`A${row}`, `https://a.example/${row}`)
  const ids = [...[...links.elements()].join('').matchAll(/rId(\d+)/g)].map(([, id]) => Number(id))
  expect(ids).toEqual(Array.from({ length: 2_500 }, (_, index) => index + 1))
})

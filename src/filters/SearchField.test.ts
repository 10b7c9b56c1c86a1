import { expect, test } from 'vitest'
import { type FoundNames, matchesOf } from './SearchField.tsx'

const NONE: FoundNames = { agent: [], group: [], label: [] }

test.each<[text: string, names: Partial<FoundNames>, kinds: string[]]>([
  ['', {}, []],
  ['  ', {}, []],
  ['86', {}, []],
  ['+86 132-0000-0001', {}, ['number 8613200000001']],
  ['861', {}, ['number 861']],
  ['26030922590979300', {}, ['number 26030922590979300', 'id 26030922590979300']],
  ['9b1c0f4e-77aa', {}, ['id 9b1c0f4e-77aa']],
  [
    'ana',
    { agent: ['Ana', 'Ananya'], label: ['Banana'] },
    ['agent Ana', 'agent Ananya', 'labels Banana'],
  ],
  ['a', { agent: [...'abcdefgh'] }, ['agent a', 'agent b', 'agent c', 'agent d', 'agent e']],
  ['a name with blanks', {}, []],
])('“%s” may mean %j: %j', (text, names, expected) => {
  const found = matchesOf(text, { ...NONE, ...names })
  expect(found.map(({ kind, text: value }) => `${kind} ${value}`)).toEqual(expected)
})

test('a match lists its calls by a filter', () => {
  const [agent] = matchesOf('ana', { ...NONE, agent: ['Ana'] })
  expect(agent?.filter).toEqual({ agent: ['Ana'] })
})

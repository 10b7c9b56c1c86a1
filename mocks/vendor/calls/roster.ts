import { COUNTRIES, type Country } from './countries.ts'

export interface AgentGroup {
  name: string
  /** Its share of the calls. */
  share: number
  agents: readonly [string, ...string[]]
  /** Where its customers live, with each country's share. */
  countries: readonly (readonly [Country, number])[]
}

/** 24 agents in 5 groups. One has a comma in the name, one an apostrophe, some are Chinese. */
export const ROSTER: readonly AgentGroup[] = [
  {
    name: 'India Sales',
    share: 32,
    agents: [
      'Priya Raman',
      'Arjun Mehta',
      'Neha Kulkarni',
      'Vikram Shetty',
      'Ananya Bose',
      '0705C049_053',
      '0705C049_054',
    ],
    countries: [[COUNTRIES.india, 1]],
  },
  {
    name: 'Jakarta Support',
    share: 24,
    agents: ['Dewi Lestari', 'Budi Hartono', 'Rizky Pratama', 'Siti Aminah', "Siobhan O'Brien"],
    countries: [
      [COUNTRIES.indonesia, 9],
      [COUNTRIES.philippines, 1],
    ],
  },
  {
    name: 'LatAm Desk',
    share: 18,
    agents: ['Ortega, Lucía', 'João Magalhães', 'Camila Duarte', 'Andrés Núñez'],
    countries: [
      [COUNTRIES.mexico, 6],
      [COUNTRIES.brazil, 4],
    ],
  },
  {
    name: '客服一组',
    share: 14,
    agents: ['王小红', '李建国', '陈思雨', '欧阳文博'],
    countries: [
      [COUNTRIES.china, 9],
      [COUNTRIES.vietnam, 1],
    ],
  },
  {
    name: 'Manila & Hanoi',
    share: 12,
    agents: ['Maria Santos', 'Jose Villanueva', 'Nguyễn Thị Mai', 'Trần Quốc Huy'],
    countries: [
      [COUNTRIES.philippines, 5],
      [COUNTRIES.vietnam, 4],
      [COUNTRIES.thailand, 1],
    ],
  },
]

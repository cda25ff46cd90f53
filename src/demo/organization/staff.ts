// Who works there: made-up people with names of many origins, each in a department. The first ones are whom the demo lets
// somebody sign in as.

import type { Chance } from './chance.ts';

export type Employee = {
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly department: Department;
};

export type Department = (typeof DEPARTMENTS)[number];

export const DEPARTMENTS = [
  'Engineering',
  'Sales',
  'Field service',
  'Production',
  'Customer care',
  'Finance',
  'People and culture',
] as const;

export const DOMAIN = 'fabrikam.example';

/** No two share a sign-in name. */
export function makeStaff(chance: Chance, count: number): readonly Employee[] {
  const taken = new Set<string>();
  return Array.from({ length: count }, () => {
    const [given, family] = [chance.pick(GIVEN_NAMES), chance.pick(FAMILY_NAMES)];
    const plain = `${plainLetters(given)}.${plainLetters(family)}`;
    let name = plain;
    for (let nth = 2; taken.has(name); nth += 1) name = `${plain}${nth}`;
    taken.add(name);
    return {
      displayName: `${given} ${family}`,
      userPrincipalName: `${name}@${DOMAIN}`,
      department: departmentOf(chance.fraction()),
    };
  });
}

/** Most build, sell and repair. */
function departmentOf(share: number): Department {
  const upTo = [0.27, 0.44, 0.58, 0.76, 0.88, 0.95, 1];
  return DEPARTMENTS[upTo.findIndex((end) => share < end)] ?? 'Engineering';
}

/** Accents away, letters that are none in Latin's alphabet spelled out. */
function plainLetters(name: string): string {
  const spelled = name.toLowerCase().replace(/[łøßæđ]/g, (letter) => SPELLED[letter] ?? '');
  return spelled.normalize('NFD').replace(/[^a-z]/g, '');
}

const SPELLED: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', ß: 'ss', æ: 'ae', đ: 'd' };

// biome-ignore format: names, a line of many
const GIVEN_NAMES = [
  'Aaliyah', 'Adaeze', 'Aisha', 'Akira', 'Alejandro', 'Amara', 'Ana', 'Anders', 'Andrzej', 'Anika', 'Anneliese', 'Arjun', 'Astrid',
  'Aylin', 'Beatriz', 'Benedikt', 'Bilal', 'Bronwyn', 'Camila', 'Carlos', 'Chidi', 'Chiara', 'Daan', 'Darragh', 'Deniz', 'Dilnoza',
  'Dimitra', 'Ebba', 'Eduardo', 'Elif', 'Emeka', 'Emre', 'Esra', 'Fatima', 'Femke', 'Fiona', 'Freya', 'Gabriel', 'Giulia', 'Gulnara',
  'Hamza', 'Hana', 'Haruto', 'Helena', 'Hugo', 'Ilse', 'Imani', 'Ingrid', 'Isla', 'Ivana', 'Jakub', 'Jamal', 'Jana', 'Jing', 'João',
  'Johanna', 'Kaito', 'Katarína', 'Kateryna', 'Kwame', 'Lara', 'Leandro', 'Leila', 'Linh', 'Lorenzo', 'Maeve', 'Magnus', 'Mai',
  'Malik', 'Marek', 'Mariam', 'Mateusz', 'Meera', 'Mehmet', 'Mei', 'Milan', 'Minh', 'Mira', 'Nadia', 'Naomi', 'Nikolai', 'Noor',
  'Olena', 'Oluwaseun', 'Omar', 'Oskar', 'Paloma', 'Pavel', 'Petra', 'Priya', 'Rafael', 'Rashid', 'Renáta', 'Ritu', 'Rosa', 'Ruben',
  'Saoirse', 'Sanjay', 'Selin', 'Sina', 'Siobhán', 'Sofía', 'Stellan', 'Sunita', 'Svetlana', 'Tadeusz', 'Tamar', 'Tariq', 'Thandiwe',
  'Theo', 'Tomás', 'Ulrike', 'Valentina', 'Vikram', 'Wanjiru', 'Wei', 'Xin', 'Yara', 'Yasmin', 'Yusuf', 'Zainab', 'Zofia', 'Zuri',
];

// biome-ignore format: names, a line of many
const FAMILY_NAMES = [
  'Abara', 'Achterberg', 'Adeyemi', 'Aguilar', 'Ahmadi', 'Almeida', 'Andersen', 'Aoki', 'Arslan', 'Banerjee', 'Barros', 'Bauer',
  'Bergström', 'Bianchi', 'Boateng', 'Brennan', 'Castillo', 'Chatterjee', 'Chen', 'Cohen', 'Costa', 'Demir', 'Diallo', 'Dlamini',
  'Dupont', 'Eriksen', 'Farouk', 'Fernández', 'Fischer', 'Fontaine', 'Gallagher', 'García', 'Georgiou', 'Ghosh', 'Grünwald', 'Haddad',
  'Hakimi', 'Hansen', 'Hashimoto', 'Hofer', 'Horvat', 'Huang', 'Ibrahim', 'Ivanova', 'Jankowski', 'Jansen', 'Jensen', 'Jovanović',
  'Kamau', 'Kapoor', 'Karimi', 'Kaya', 'Keller', 'Khumalo', 'Kim', 'Kovač', 'Kowalczyk', 'Lafleur', 'Lind', 'López', 'Lukić', 'Mahlangu',
  'Marchetti', 'Marić', 'Mbeki', 'Melnyk', 'Mendes', 'Moreira', 'Müller', 'Murphy', 'Nakamura', 'Navarro', 'Ndiaye', 'Nguyen', 'Nowak',
  'Obi', 'Okonkwo', 'Olsen', 'Ortega', 'Osei', 'Öztürk', 'Papadakis', 'Park', 'Patel', 'Pereira', 'Petrov', 'Popescu', 'Quispe', 'Rahman',
  'Ramírez', 'Rao', 'Reinholt', 'Rossi', 'Sahin', 'Salazar', 'Sato', 'Schneider', 'Sharma', 'Silva', 'Singh', 'Sokolova', 'Sørensen',
  'Strand', 'Suzuki', 'Szabó', 'Takahashi', 'Tanaka', 'Teixeira', 'Tran', 'van Dijk', 'Vargas', 'Virtanen', 'Walsh', 'Wiśniewska', 'Wong',
  'Yamamoto', 'Yıldız', 'Zhang', 'Zieliński', 'Zulu',
];

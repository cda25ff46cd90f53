// A checker of our own for task files: the published schema's element order and types, for the elements Keepsake uses.
// It answers with the first thing that is wrong, so that the task test needs no foreign program.

import { childrenNamed, type Node, readXml } from '../fixtures/read-xml.ts';

type Text = RegExp;
type Spec = {
  /** Children in this order. */
  readonly sequence?: readonly Child[];
  /** Children in any order, each at most once. */
  readonly all?: readonly Child[];
  readonly attributes?: readonly string[];
};
type Child = readonly [name: string, what: Spec | Text, required?: 'required'];

const BOOLEAN = /^(true|false|1|0)$/;
const DURATION = /^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$/;
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/;
const ANY = /^[^]*$/;
const FILLED = /^[^]+$/;
const PATH = /^[^]{1,260}$/;

const TRIGGER: readonly Child[] = [
  ['Enabled', BOOLEAN],
  ['StartBoundary', DATE_TIME],
  ['EndBoundary', DATE_TIME],
  [
    'Repetition',
    {
      all: [
        ['Interval', DURATION, 'required'],
        ['Duration', DURATION],
        ['StopAtDurationEnd', BOOLEAN],
      ],
    },
  ],
  ['ExecutionTimeLimit', DURATION],
];

const BOOLEAN_SETTINGS = [
  'AllowStartOnDemand',
  'DisallowStartIfOnBatteries',
  'StopIfGoingOnBatteries',
  'AllowHardTerminate',
  'StartWhenAvailable',
  'RunOnlyIfNetworkAvailable',
  'WakeToRun',
  'Enabled',
  'UseUnifiedSchedulingEngine',
];

const TASK: Spec = {
  attributes: ['version', 'xmlns'],
  all: [
    ['RegistrationInfo', { all: ['URI', 'Author', 'Description'].map((name) => [name, ANY] as const) }],
    [
      'Triggers',
      {
        all: [
          ['LogonTrigger', { sequence: [...TRIGGER, ['UserId', FILLED], ['Delay', DURATION]] }],
          [
            'CalendarTrigger',
            {
              sequence: [
                ...TRIGGER,
                ['RandomDelay', DURATION],
                [
                  'ScheduleByDay',
                  { all: [['DaysInterval', /^([1-9]|[1-9]\d|[12]\d\d|3[0-5]\d|36[0-5])$/]] },
                  'required',
                ],
              ],
            },
          ],
        ],
      },
    ],
    [
      'Settings',
      {
        all: [
          ...BOOLEAN_SETTINGS.map((name) => [name, BOOLEAN] as const),
          ['MultipleInstancesPolicy', /^(Parallel|Queue|IgnoreNew|StopExisting)$/],
          ['ExecutionTimeLimit', DURATION],
          ['Priority', /^(\d|10)$/],
        ],
      },
    ],
    [
      'Principals',
      {
        sequence: [
          [
            'Principal',
            {
              attributes: ['id'],
              all: [
                ['UserId', FILLED],
                ['LogonType', FILLED],
                ['GroupId', FILLED],
                ['RunLevel', /^(LeastPrivilege|HighestAvailable)$/],
              ],
            },
            'required',
          ],
        ],
      },
    ],
    [
      'Actions',
      {
        attributes: ['Context'],
        sequence: [
          [
            'Exec',
            {
              all: [
                ['Command', PATH, 'required'],
                ['Arguments', ANY],
                ['WorkingDirectory', PATH],
              ],
            },
            'required',
          ],
        ],
      },
      'required',
    ],
  ],
};

/** `undefined` when the text is a valid task. */
export function whatIsWrong(xml: string): string | undefined {
  const node = readXml(xml);
  if (typeof node === 'string') return node;
  if (node.name !== 'Task') return `the root is ${node.name}`;
  if (node.attributes.get('xmlns') !== 'http://schemas.microsoft.com/windows/2004/02/mit/task')
    return 'wrong namespace';
  if ((node.attributes.get('version') ?? '1.3') !== '1.3') return 'wrong version';
  const ids = new Set(
    childrenNamed(node, 'Principals').flatMap((all) => all.children.map((it) => it.attributes.get('id'))),
  );
  const context = childrenNamed(node, 'Actions')[0]?.attributes.get('Context');
  if (context !== undefined && !ids.has(context)) return `no principal ${context}`;
  return check(node, TASK);
}

function check(node: Node, spec: Spec | Text): string | undefined {
  if (spec instanceof RegExp) {
    if (node.children.length > 0) return `${node.name} has children`;
    return spec.test(node.text) ? undefined : `${node.name} is "${node.text}"`;
  }
  if (node.text.trim() !== '') return `${node.name} has text`;
  const stranger = [...node.attributes.keys()].find((name) => !(spec.attributes ?? []).includes(name));
  if (stranger !== undefined) return `${node.name} has the attribute ${stranger}`;
  const allowed = spec.sequence ?? spec.all ?? [];
  let at = -1;
  for (const child of node.children) {
    const index = allowed.findIndex(([name]) => name === child.name);
    if (index === -1) return `${child.name} in ${node.name}`;
    if (spec.sequence !== undefined && index <= at) return `${child.name} out of order in ${node.name}`;
    if (childrenNamed(node, child.name).length > 1) return `${child.name} twice in ${node.name}`;
    at = index;
    const wrong = check(child, allowed[index]?.[1] ?? ANY);
    if (wrong !== undefined) return wrong;
  }
  const missing = allowed.find(([name, , needed]) => needed !== undefined && childrenNamed(node, name).length === 0);
  return missing === undefined ? undefined : `${node.name} lacks ${missing[0]}`;
}

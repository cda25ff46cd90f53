// What a policy is called that asks for a setting, a group of settings or a category. Apart from the policies themselves, which
// bring the whole catalog along, for whoever knows an id and looks for its policy.

export function optInName(id: string): string {
  return `OptIn_${id.replaceAll(/[^A-Za-z0-9]/g, '_')}`;
}

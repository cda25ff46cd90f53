// Microsoft Graph takes the key of an object in two ways, and clients write both: `policies/7c0e` and, in OData's own grammar,
// `policies('7c0e')`; likewise `assign` and `microsoft.graph.assign`. Routes know the first of each.

/** The same address in the way that routes know. What is not Graph's stays as it is. */
export function withPlainKeys(url: string): string {
  if (!/^\/(v1\.0|beta)\//.test(url)) return url;
  const [path = '', ...query] = url.split('?');
  const plain = path.replace(QUOTED_KEY, '/$1').replaceAll('/microsoft.graph.', '/');
  return [plain, ...query].join('?');
}

/** Some clients escape the quotation marks. */
const QUOTED_KEY = /\((?:'|%27)([^'()/?%]+)(?:'|%27)\)(?=\/|$)/gi;

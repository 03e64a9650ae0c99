// Registry products that are known by their index URL, and the schemes of the tokens that they take.
// Source: each product's documentation. A product that takes bare tokens is not listed.

import { schemeOf } from '../tokens.ts';

const BEARER = '`scheme: Bearer`';
const PRODUCTS = [
  ['JFrog Artifactory', /\/artifactory\/api\/cargo\//, /Bearer|Basic/, BEARER],
  ['Gitea or Forgejo', /\/api\/packages\/[^/]+\/cargo(\/|\.git$|$)/, /Bearer|Token|Basic/, BEARER],
  ['GitLab', /\/api\/v4\/projects\/[^/]+\/packages\/cargo/, /Bearer/, BEARER],
  ['Buf', /\/\/buf\.build\//, /Bearer/, BEARER],
  ['Cloudsmith', /\/\/cargo\.cloudsmith\.io\//, /Token|Bearer|Basic/, '`scheme: Token`'],
  [
    'Azure Artifacts',
    /\/\/(pkgs\.dev\.azure\.com|[\w-]+\.pkgs\.visualstudio\.com)\//,
    /Basic|Bearer/,
    '`username: PAT` for a personal access token, or `scheme: Bearer`',
  ],
] as const;

/**
 * Returns what is wrong with the scheme of a token for the product behind an index, with the remedy;
 * `undefined` where the product accepts the scheme, takes bare tokens, or is unknown.
 *
 * @param index index URL
 * @param token as it is stored
 */
export function schemeAdvice(index: string, token: string): string | undefined {
  const product = PRODUCTS.find(([, pattern]) => pattern.test(index));
  const scheme = schemeOf(token);
  if (product === undefined) return undefined;
  const [name, , schemes, remedy] = product;
  if (scheme !== undefined && schemes.test(scheme)) return undefined;
  const given = scheme === undefined ? 'has no scheme' : `has the scheme \`${scheme}\``;
  return `\`${index}\` looks like ${name}, which expects a token with a scheme, but the token ${given}; set ${remedy}`;
}

import path from 'node:path';

/**
 * The one-way street of the app: shared ← features ← routes. A feature never imports another feature; the
 * administrator's features (`admin-*`) may share `admin-common`.
 */
const zoneOf = (file) => {
  const inside = path.relative(path.join(import.meta.dirname, '..', 'src'), file).split(path.sep);
  if (inside[0] === 'shared') return { zone: 'shared' };
  if (inside[0] === 'features') return { zone: 'features', feature: inside[1] };
  if (inside[0] === 'simulator') return { zone: 'simulator' };
  return { zone: 'routes' };
};

const refusal = (from, to) => {
  if (from.zone === 'shared' && to.zone !== 'shared') return 'shared imports nothing above it';
  if (from.zone === 'features' && to.zone === 'routes') return 'a feature does not know the routes';
  if (from.zone === 'features' && to.zone === 'features' && from.feature !== to.feature) {
    const common = from.feature.startsWith('admin-') && to.feature === 'admin-common';
    return common ? undefined : 'a feature never imports another feature; compose them in a route';
  }
  if ((from.zone === 'simulator') !== (to.zone === 'simulator') && to.zone !== 'shared') {
    return 'the simulator is another program; it shares only src/shared';
  }
  return undefined;
};

const rule = {
  meta: { type: 'problem', schema: [], messages: { zone: '{{ why }}.' } },
  create(context) {
    const from = zoneOf(context.filename);
    const check = (node) => {
      const source = node.source?.value;
      if (typeof source !== 'string' || !/^(@\/|\.)/.test(source)) return;
      const target = source.startsWith('@/')
        ? path.join(import.meta.dirname, '..', 'src', source.slice(2))
        : path.resolve(path.dirname(context.filename), source);
      const why = refusal(from, zoneOf(target));
      if (why) context.report({ node, messageId: 'zone', data: { why } });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

export const zones = { rules: { 'one-way': rule } };

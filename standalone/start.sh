#!/bin/sh
# `npm start` on a machine that has Node 20 and npm, and nothing else yet.
cd "$(dirname "$0")/.." || exit 1
"${npm_node_execpath:-node}" standalone/install.mjs || exit 1
node=node_modules/.bin/node
[ -x "$node" ] || node=node
export NODE_COMPILE_CACHE="${CRM_DATA:-.data}/cache"
exec "$node" standalone/src/start.ts "$@"

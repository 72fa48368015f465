#!/usr/bin/env bash
# On the GPU machine, with .gpu/sdk.tar.xz beside this file: what is there, and the SDK to where second.sh looks for it.
here=$(cd "$(dirname "$0")" && pwd); base=${AR_BASE:-/tmp/autoresearch-gpu}; mkdir -p "$base/home"
nvidia-smi -L; head -1 /etc/os-release; nproc; for program in git bwrap g++ python3; do command -v $program || echo "no $program"; done
python3 -c 'import torch, os; print("PyTorch", torch.__version__, os.path.dirname(torch.__file__))' 2>/dev/null || echo "no PyTorch"
tar xJf "$here/sdk.tar.xz" -C "$base" && DOTNET_ROOT=$base/dn DOTNET_NOLOGO=1 HOME=$base/home "$base/dn/dotnet" --version

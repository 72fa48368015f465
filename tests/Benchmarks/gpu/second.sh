#!/usr/bin/env bash
# On the GPU machine, after first.sh, with .gpu/app.tar.xz beside this file: the product in its sandbox, then the same model in PyTorch.
# OUT is where whole logs go; what is printed is their end. AR_SECONDS is the budget of a run (10);
# AR_BUDGET="20 steps" gives it in steps, where a machine is busy. Without a GPU it goes as far as it can.
exec 2>&1
here=$(cd "$(dirname "$0")" && pwd); base=${AR_BASE:-/tmp/autoresearch-gpu}; seconds=${AR_SECONDS:-10}; out=${OUT:-$base/out}
budget=${AR_BUDGET:-$seconds seconds}
start=$SECONDS; say() { echo "=== [$((SECONDS-start)) s] $*"; }
# Runs a command under a time limit: its whole log under a name, its last lines here, and how it ended.
try() { local name=$1 limit=$2 lines=$3; shift 3; timeout "$limit" "$@" > "$out/$name.log" 2>&1; local rc=$?
  tail -"$lines" "$out/$name.log" | cut -c1-400; [ $rc = 0 ] || echo "--- $name ended with $rc"; return $rc; }
mkdir -p "$out" "$base/home"
export HOME=$base/home DOTNET_ROOT=$base/dn PATH=$base/dn:$base/b/tool:$PATH DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_CLI_USE_MSBUILD_SERVER=0 NUGET_PACKAGES=$base/b/pkgs NuGetAudit=false DisableTransitiveFrameworkReferenceDownloads=true
export AUTORESEARCH_CACHE=$base/cache; unset DOTNET_CLI_HOME NUGET_FALLBACK_PACKAGES
rm -rf "$base/b" "$base/cache" "$base/large"; tar xJf "$here/app.tar.xz" -C "$base"
command -v bwrap >/dev/null || for deb in "$base"/b/*.deb; do dpkg -i "$deb" >/dev/null 2>&1 || dpkg -x "$deb" /; done
git config --global user.name t; git config --global user.email t@example.com; git config --global init.defaultBranch main
gpu=; nvidia-smi -L >/dev/null 2>&1 && gpu=1; torch=; python3 -c 'import torch' 2>/dev/null && torch=1
cd "$base/b/proj" || exit 1; sed -i "s#FEED#$base/b/feed#" nuget.config
# The tool gives a build no variables of the shell: what it has to do without here, the project says.
offline='<NuGetAudit>false</NuGetAudit><DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>'
sed -i "s#</PropertyGroup>#$offline</PropertyGroup>#" ./*.csproj
sed -i -E "s/^- Training budget:.*/- Training budget: $budget/; s/^- Runs:.*/- Runs: 2/" program.md

say doctor: it builds, and multiplies two bf16 matrices inside the sandbox; try doctor 240 12 dotnet-autoresearch doctor
say plain training, without a sandbox; try plain $((seconds + 90)) 12 dotnet run -c Release
say init; try init $((6 * seconds + 150)) 8 dotnet-autoresearch init
# A layer less, whichever preset trains.
fewer() { sed -i 's/int Layers = 3;/int Layers = 2;/; s/int Layers = 4;/int Layers = 3;/; s/int Layers = 6;/int Layers = 5;/' Train.cs; }
fewer
say step; try step $((10 * seconds + 150)) 8 dotnet-autoresearch step -m "fewer layers"
# What was not judged is still there.
git checkout -q -- .
say run; try run $((20 * seconds + 200)) 8 dotnet-autoresearch run --experiments 2
say status; try status 30 12 dotnet-autoresearch status
say verify; try verify 240 4 dotnet-autoresearch verify --all
say the ledger: memory, device and what a busy machine slowed; git show autoresearch/log:results.tsv | cut -c1-600

say a device that is not there is refused and nothing is recorded
count() { git show autoresearch/log:results.tsv | wc -l; }
rows=$(count); git checkout -q -- .; sed -i 's/^- Device:.*/- Device: cuda:7/' program.md; git commit -qam "Ask for the eighth GPU"
sed -i -E 's/(const double Momentum = )[0-9.]+/\10.9/' Train.cs
try refused 120 3 dotnet-autoresearch step -m "on the eighth GPU"
[ "$(count)" = "$rows" ] && echo "no row" || echo "--- A ROW WAS WRITTEN"
git checkout -q -- .; sed -i 's/^- Device:.*/- Device: auto/' program.md; git commit -qam "Ask for any device"
if [ -n "$gpu" ]; then
  sed -i 's/^- Device:.*/- Device: cuda/' program.md
  say no GPU shown; CUDA_VISIBLE_DEVICES= try hidden 240 12 dotnet-autoresearch doctor
  git checkout -q -- program.md
fi

device=cpu; [ -n "$gpu" ] && device=cuda
port() { [ -n "$torch" ] || { echo "no PyTorch"; return; }
  timeout 150 python3 "$base/b/port.py" --device $device --seconds "$seconds" "$@" 2>&1 | tail -1 | cut -c1-300; }
# A model by the values of its presets, all of them, so that it is trained whatever the device's class: a name, then Layers Width Heads
# Expansion HashBits BatchSize.
sized() { rm -rf "$base/large"; cp -a "$base/b/proj" "$base/large"; cd "$base/large" || return; git checkout -q -- .
  sed -i -E "s/(int Layers = )[0-9]+/\1$2/; s/(int Width = )[0-9]+/\1$3/; s/(int Heads = )[0-9]+/\1$4/; s/(int Expansion = )[0-9]+/\1$5/
    s/(int HashBits = )[0-9]+/\1$6/; s/(int BatchSize = )[0-9]+/\1$7/; s/(const double Dropout = )[0-9.]+/\10/" Train.cs
  try "$1" $((seconds + 120)) 10 dotnet run -c Release -- --budget "$budget"; cd "$base" || return; }
if [ -n "$gpu" ]; then
  for round in 1 2; do
    model=(--layers 6 --width 384 --heads 6 --hash 14 --batch 64); say 27.9 M, round $round: ours; sized small 6 384 6 3 14 64
    say PyTorch eager; port "${model[@]}"; say compiled; port "${model[@]}" --compile
    model=(--layers 8 --width 1024 --heads 16 --expansion 4 --hash 14 --batch 256); say 151 M: ours; sized large 8 1024 16 4 14 256
    say PyTorch eager; port "${model[@]}"; say compiled; port "${model[@]}" --compile
  done
else
  say no GPU: the small CPU model instead; sized small 3 128 1 3 12 8; say PyTorch eager; port
fi
say end

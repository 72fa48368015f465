#!/usr/bin/env bash
# Packs what tries the product on a machine with a GPU and no network: see "On a GPU" in tests/Benchmarks/NOTES.md.
# From anywhere; needs this machine's NuGet sources. Makes .gpu/sdk.tar.xz once and .gpu/app.tar.xz anew each time.
# AR_FEED is a folder with the three packages, if they are not to be packed here; AR_XZ=3 compresses the SDK quickly and less.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); root=$(cd "$here/../../.." && pwd); out=$root/.gpu
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
mkdir -p "$out"
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")"); version=$(cd "$root" && dotnet --version)

# An SDK with no more in it than the build of an experiment needs: a machine may take no file of 200 MB.
if [ ! -f "$out/sdk.tar.xz" ]; then
  sdk=$work/dn; mkdir -p "$sdk"/{shared,packs,sdk}
  cp -a "$dotnet/dotnet" "$dotnet/host" "$dotnet/sdk-manifests" "$sdk/"
  cp -a "$dotnet/shared/Microsoft.NETCore.App" "$sdk/shared/"
  cp -a "$dotnet/packs/Microsoft.NETCore.App.Ref" "$sdk/packs/"
  cp -a "$dotnet"/packs/Microsoft.NETCore.App.Host* "$sdk/packs/" 2>/dev/null || true
  cp -a "$dotnet/sdk/$version" "$sdk/sdk/"; cd "$sdk/sdk/$version"
  rm -rf FSharp DotnetTools Containers Extensions TestHostNetFramework Microsoft.TestPlatform* testhost* vstest*
  # Translations; codestyle/cs is C#, not Czech.
  find . -path ./Sdks/Microsoft.NET.Sdk/codestyle -prune -o -type d -regextype posix-extended \
    -regex '.*/(cs|de|es|fr|it|ja|ko|pl|pt-BR|ru|tr|zh-Hans|zh-Hant)' -prune -exec rm -rf {} +
  (cd Sdks && rm -rf FSharp.NET.Sdk \
    Microsoft.NET.Sdk.{BlazorWebAssembly,Razor,StaticWebAssets,WindowsDesktop,WebAssembly,Web,Publish,Worker})
  find . -name '*VisualBasic*.dll' -delete; find . -type d -name net472 -prune -exec rm -rf {} +
  find "$sdk" -name '*.xml' -size +200k -delete
  tar cf - -C "$work" dn | xz -T1 --lzma2=preset="${AR_XZ:-9}",dict=256MiB > "$out/sdk.tar.xz.part"
  mv "$out/sdk.tar.xz.part" "$out/sdk.tar.xz"; cd "$root"
fi

# The product as a user has it: the three packages, the tool installed from them, a project of the template, and what it restores.
app=$work/b; mkdir -p "$app/feed"; export NUGET_PACKAGES=$work/packages
if [ -n "${AR_FEED:-}" ]; then cp "$AR_FEED"/*.nupkg "$app/feed/"; else
  for project in msbuild template tool; do
    NUGET_PACKAGES=${AR_PACKAGES:-$HOME/.nuget/packages} dotnet pack "$root/$project" -c Release --nologo -v quiet \
      -p:PackageOutputPath="$app/feed" -p:ArtifactsPath="$work/artifacts"
  done
fi
product=$(basename "$app"/feed/AutoResearch.Template.*.nupkg .nupkg); product=${product#AutoResearch.Template.}
dotnet tool install dotnet-autoresearch --tool-path "$app/tool" --source "$app/feed" --version "$product" >/dev/null
rm -f "$app"/feed/dotnet-autoresearch.*; find "$app/tool" -name '*.nupkg' -delete
hive=(--debug:custom-hive "$work/hive")
dotnet new install "$app/feed/AutoResearch.Template.$product.nupkg" "${hive[@]}" >/dev/null
dotnet new autoresearch -n OnGpu --backend system --packages "$app/feed" -o "$app/proj" "${hive[@]}" --skipRestore >/dev/null
(cd "$app/proj" && dotnet restore -v quiet)
rm -rf "$app/proj/obj" "$app/proj/bin"; mv "$work/packages" "$app/pkgs"
# The build reads what was extracted, of one platform; the tool's own package is installed.
rm -rf "$app"/pkgs/dotnet-autoresearch* "$app"/pkgs/skiasharp/*/lib/{xamarin*,monoandroid*,uap*,tizen*,net4*,netcoreapp3*}
find "$app/pkgs" -name '*.nupkg' -size +100k -delete; find "$app/pkgs" \( -name '*.dylib' -o -name '*.xml' \) -delete
find "$app/pkgs" -path '*win*' -name '*.dll' -delete
sed -i "s#<packageSources>#<packageSources>\n    <clear />#; s#value=\"[^\"]*feed\"#value=\"FEED\"#" "$app/proj/nuget.config"
(cd "$app" && apt-get download -qq bubblewrap libcap2 2>/dev/null) || echo "note: no bubblewrap package at hand (apt-get update?)"
cp "$here/../Throughput/port.py" "$app/"
tar cf - -C "$work" b | xz -6 -T0 > "$out/app.tar.xz"
cp "$here/first.sh" "$here/second.sh" "$out/"
ls -l "$out"

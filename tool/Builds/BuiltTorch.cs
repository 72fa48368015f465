namespace AutoResearch.Builds;

/// <summary>The libtorch that a built program loads, beside the one that its TorchSharp was made for.</summary>
/// <param name="Folder">Where it lies; the output's links lead there.</param>
/// <param name="Found">Null where nothing tells.</param>
/// <param name="Needed">Null where TorchSharp does not say.</param>
internal sealed record BuiltTorch(string Folder, Version? Found, Version? Needed, Version? TorchSharp)
{
    private static readonly string[] Names = ["libtorch_cpu.so", "libtorch_cpu.dylib", "torch_cpu.dll"];

    /// <summary>False where libtorch is known to be another version than the one that TorchSharp was made for.</summary>
    public bool Fits => Found is null || Needed is null || (Found.Major, Found.Minor) == (Needed.Major, Needed.Minor);

    /// <param name="program">The built assembly.</param>
    /// <returns>Null where there is no libtorch beside it.</returns>
    public static BuiltTorch? Of(string program)
    {
        var output = Path.GetDirectoryName(program)!;
        var library = Names.SelectMany(name => Directory.EnumerateFiles(output, name, SearchOption.AllDirectories)).FirstOrDefault();
        if (library is null)
            return null;
        var target = new FileInfo(library).LinkTarget;
        var folder = Path.GetDirectoryName(target is null ? library : Path.GetFullPath(target, Path.GetDirectoryName(library)!))!;
        var torchSharp = Path.Combine(output, "TorchSharp.dll");
        var needed = File.Exists(torchSharp) ? TorchVersions.Needed(torchSharp) : null;
        return new BuiltTorch(folder, TorchVersions.Of(folder, Path.GetFileName(library)), needed?.LibTorch, needed?.TorchSharp);
    }

    /// <summary>Both versions, as a sentence without its full stop.</summary>
    public override string ToString()
    {
        var found = Found is null ? $"libtorch of an unknown version in {Folder}" : $"libtorch {Found} in {Folder}";
        if (Needed is null)
            return found;
        return Fits
            ? $"{found}; TorchSharp {TorchSharp} is made for {Needed}"
            : $"{found}, and TorchSharp {TorchSharp} is made for {Needed}: another version may not load. Where it does not, install a "
                + $"PyTorch {Needed.ToString(2)} (pip install torch=={Needed}), or set TorchBackend to cpu or cuda";
    }
}

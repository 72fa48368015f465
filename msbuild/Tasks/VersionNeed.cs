namespace AutoResearch.Tasks;

/// <summary>A version of another library's symbols that a shared object asks for.</summary>
/// <param name="Library">The library, for example <c>libstdc++.so.6</c>.</param>
/// <param name="Version">The version, for example <c>GLIBCXX_3.4.32</c>.</param>
/// <param name="Index">What symbols of this version carry in the version table.</param>
/// <param name="IsWeak">True if the loader goes on without it.</param>
/// <param name="FlagsAt">Where in the file its flags are.</param>
internal sealed record VersionNeed(string Library, string Version, int Index, bool IsWeak, int FlagsAt);

using System.Collections;

namespace AutoResearch.Processes;

/// <summary>
/// The environment that the user started the tool in. MSBuild takes every variable for a property, and its Locator sets some of its own,
/// so the tool's process is given a smaller environment before it builds (<see cref="Replace"/>). Code that reads a variable, and programs
/// that are started for the user, get the user's own environment from here.
/// </summary>
internal static class UserEnvironment
{
    private static readonly Lock Gate = new();
    private static Dictionary<string, string>? original;

    /// <summary>A variable as the user set it, or null.</summary>
    public static string? Get(string name)
    {
        lock (Gate)
        {
            return original is not null && original.TryGetValue(name, out var value) ? value : Environment.GetEnvironmentVariable(name);
        }
    }

    /// <summary>All of them; a copy.</summary>
    public static IReadOnlyDictionary<string, string> All
    {
        get
        {
            lock (Gate)
                return original ?? Read();
        }
    }

    /// <summary>Keeps a copy of the user's environment, if there is none yet. Call it before anything that adds to this process's
    /// own.</summary>
    public static void Keep()
    {
        lock (Gate)
            original ??= Read();
    }

    /// <summary>Replaces this process's own environment; the user's is kept.</summary>
    /// <param name="own">Makes the new environment from the user's; variables that are not in it are removed.</param>
    public static void Replace(Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>> own)
    {
        lock (Gate)
        {
            original ??= Read();
            var wanted = own(original);
            foreach (var name in Read().Keys.Where(name => !wanted.ContainsKey(name)))
                Environment.SetEnvironmentVariable(name, null);
            foreach (var (name, value) in wanted)
                Environment.SetEnvironmentVariable(name, value);
        }
    }

    /// <summary>Makes a child's environment the user's, without anything that this process added to its own.</summary>
    public static void GiveTo(IDictionary<string, string?> child)
    {
        var all = All;
        child.Clear();
        foreach (var (name, value) in all)
            child[name] = value;
    }

    private static Dictionary<string, string> Read()
    {
        var read = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            read[(string)variable.Key] = (string?)variable.Value ?? "";
        return read;
    }
}

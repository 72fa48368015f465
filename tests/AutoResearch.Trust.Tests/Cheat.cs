using System.Globalization;
using System.Text.RegularExpressions;

namespace AutoResearch.Trust;

/// <summary>
/// A Train.cs that cheats. Its first lines say how, in which project, and what each wall does with it when all walls before
/// are down:
/// <code>
/// // Technique: Reads the validation points from their file.
/// // Project: points
/// // Analyzer: AR0004 System.IO.File
/// // Process: discarded
/// </code>
/// A wall's line holds a status or a code (of an experiment that ends as invalid), then what the reason must contain.
/// </summary>
internal sealed partial record Cheat(string Name, string Technique, string Project, IReadOnlyList<Stop> Stops, string Source)
{
    public static IReadOnlyList<Cheat> All { get; } =
    [
        .. Directory
            .GetFiles(Path.Combine(AppContext.BaseDirectory, "Cheats"), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    public static Cheat Named(string name) => All.Single(cheat => cheat.Name == name);

    private static Cheat Read(string file)
    {
        var source = File.ReadAllText(file);
        var header = HeaderLine()
            .Matches(source)
            .ToDictionary(match => match.Groups["key"].Value, match => match.Groups["value"].Value.Trim());
        var stops = Enum.GetValues<Wall>()
            .Where(wall => header.ContainsKey(wall.ToString()))
            .Select(wall => Stop.Parse(wall, header[wall.ToString()]))
            .ToList();
        if (!header.TryGetValue("Technique", out var technique) || !header.TryGetValue("Project", out var project) || stops.Count == 0)
            throw new FormatException($"{file} does not say its technique, its project and a wall that stops it.");
        return new Cheat(Path.GetFileNameWithoutExtension(file), technique, project, stops, source);
    }

    [GeneratedRegex(@"^// (?<key>[A-Z][a-z]+): (?<value>.+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex HeaderLine();
}

/// <summary>What a wall does with a cheat.</summary>
/// <param name="Code">Empty, or the code that the reason must hold.</param>
/// <param name="Text">What else the reason must hold.</param>
internal sealed record Stop(Wall Wall, string Status, string Code, string Text)
{
    public static Stop Parse(Wall wall, string value)
    {
        // "overran", "invalid later bytes", "AR0004 System.IO.File", "refused AR0110 program.md"
        var words = value.Split(' ').ToList();
        var status = IsCode(words[0]) ? "invalid" : words[0];
        if (!IsCode(words[0]))
            words.RemoveAt(0);
        var code = words.Count > 0 && IsCode(words[0]) ? words[0] : "";
        return new Stop(wall, status, code, string.Join(' ', words.Skip(code.Length > 0 ? 1 : 0)));
    }

    private static bool IsCode(string word) =>
        word.StartsWith("AR", StringComparison.Ordinal) && int.TryParse(word.AsSpan(2), CultureInfo.InvariantCulture, out _);
}

using System.Text.Json.Serialization;

namespace AutoResearch.WarmTool;

/// <summary>One command line, and where and with what environment it is run.</summary>
public sealed record WarmRequest(string Folder, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment);

/// <summary>How it ended. What it printed is in the two files that the process was told of.</summary>
public sealed record WarmAnswer(int ExitCode);

// The tool switches serialization by reflection off, and this code runs in its process.
[JsonSerializable(typeof(WarmRequest))]
[JsonSerializable(typeof(WarmAnswer))]
public sealed partial class WarmJson : JsonSerializerContext;

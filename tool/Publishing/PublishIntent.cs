using System.Text.Json.Serialization;
using AutoResearch.Research.Publishing;

namespace AutoResearch.Publishing;

/// <summary>Says that an experiment is to be published, and exists until it is. What is posted is worked out anew at each try: the base
/// may have moved on.</summary>
/// <param name="Offered">Commits that were handed over for a push: any of them may have arrived.</param>
/// <param name="Code">Of the trouble that the last try met; null where there was none yet.</param>
/// <param name="NotBefore">When the server wants to be asked again, at the earliest.</param>
internal sealed record PublishIntent(
    int Experiment,
    PublishOptions Options,
    IReadOnlyList<string> Offered,
    string? Code,
    string? Message,
    DateTimeOffset? NotBefore
);

[JsonSerializable(typeof(PublishIntent))]
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class PublishIntentJson : JsonSerializerContext;

namespace AutoResearch.Tests.Boundary;

/// <summary>A way around the rules, as parts of a Train.cs.</summary>
/// <param name="Code">The code that it must be found under.</param>
/// <param name="Symbol">What the message must name.</param>
internal sealed record Technique(
    string Name,
    string Code,
    string Symbol,
    string Body = "",
    string Members = "",
    string Types = "",
    string Usings = ""
)
{
    public string Train => CompiledSample.Candidate(Body, Members, Types, Usings);
}

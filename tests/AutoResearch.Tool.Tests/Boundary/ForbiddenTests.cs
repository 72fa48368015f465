namespace AutoResearch.Tests.Boundary;

/// <summary>
/// What no candidate may do is found in the compiled assembly alone: the analyzer did not run, and the rules about syntax are
/// switched off.
/// </summary>
public sealed class ForbiddenTests
{
    private static readonly IReadOnlyDictionary<string, Technique> ByName = SymbolTechniques
        .All.Concat(ConstructTechniques.All)
        .ToDictionary(technique => technique.Name);

    public static TheoryData<string> Names => [.. ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_forbidden_technique_is_found_in_the_compiled_assembly(string name)
    {
        var technique = ByName[name];

        var found = CompiledSample.Check(technique.Train);

        Assert.Contains(found, violation =>
            violation.Code == technique.Code && violation.Message.Contains(technique.Symbol, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_candidate_without_any_technique_is_clean() =>
        Assert.Empty(CompiledSample.Check(CompiledSample.Candidate(), withSource: true));
}

using System.Globalization;

namespace AutoResearch.Research.Ledger;

/// <summary>One disagreement that an audit found.</summary>
/// <param name="Code">A code of <see cref="Codes"/>.</param>
/// <param name="Experiment">Null when it concerns the ledger or the repository as a whole.</param>
/// <param name="Where">The file, line, ref or commit.</param>
/// <param name="Problem">What is wrong there.</param>
/// <param name="Remedy">What to do next.</param>
internal sealed record Finding(string Code, int? Experiment, string Where, string Problem, string Remedy)
{
    private const int ProblemLimit = 1000;

    /// <summary>Put on one line, because it may quote what somebody wrote into a row or what a candidate said.</summary>
    public string Problem { get; } = ResultsColumns.Cell(UntrustedText.Clean(Problem, ProblemLimit));

    /// <summary>One line, in MSBuild's form.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"error {Code}: {(Experiment is { } number ? $"experiment {number:0000}, " : "")}{Where}: {Problem}. {Remedy}"
        );
}

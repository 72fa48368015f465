using AutoResearch.Research;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Program;

namespace AutoResearch.Workspace;

/// <summary>program.md as it was in each commit; where it cannot be read, as it stands in the working tree.</summary>
internal sealed class CommittedPrograms(ResearchWorkspace workspace)
{
    // Stands in where no program.md can be read: the template's values.
    private static readonly ResearchProgram Default = new(
        new Metric("", Direction.Lower),
        new TrainingBudget(1, BudgetUnit.Steps),
        "auto",
        ["Train.cs"],
        SandboxMode.Auto,
        new KeepSettings(),
        [],
        EarlyStopping: false,
        RepeatSlowed: true
    );

    private readonly Dictionary<string, ResearchProgram> known = new(StringComparer.Ordinal);

    public ResearchProgram Of(string commit)
    {
        if (workspace.Repository.Commits.BlobId(commit, ResearchProgram.FileName) is not { } blob)
            return Now();
        if (known.TryGetValue(blob, out var program))
            return program;
        return known[blob] = Parse(commit) ?? Now();
    }

    /// <summary>The one in the working tree.</summary>
    public ResearchProgram Now()
    {
        try
        {
            return workspace.Program;
        }
        catch (ResearchException)
        {
            return Default;
        }
    }

    private ResearchProgram? Parse(string commit)
    {
        var (content, length) = workspace.Repository.Commits.OpenRead(commit, ResearchProgram.FileName);
        using (content)
        {
            if (length > ProgramText.Limit)
                return null;
            var bytes = new byte[length];
            content.ReadExactly(bytes);
            try
            {
                return ResearchProgram.Parse(ProgramText.Decode(bytes));
            }
            catch (ResearchException)
            {
                return null;
            }
        }
    }
}

using AutoResearch.Experiment;
using AutoResearch.Reports;
using AutoResearch.Research.Program;
using AutoResearch.Workspace;

namespace AutoResearch.Verbs;

/// <summary>What the research is about: program.md, and the code that it speaks of.</summary>
internal static class ProgramVerb
{
    // More than any program or harness has; a longer text would only fill its reader's context.
    private const int CharacterLimit = 200_000;

    public static ProgramTextDocument Run(string folder, IExperimentObserver observer)
    {
        using var workspace = Opening.Open(folder, observer);
        var program = workspace.Program;
        var locked = Directory
            .GetFiles(workspace.Folder, "*.cs")
            .Select(file => Path.GetFileName(file))
            .Except(program.Editable)
            .Order(StringComparer.Ordinal);
        return new ProgramTextDocument(
            Read(workspace, ResearchProgram.FileName),
            program.Metric.Name,
            program.Metric.Direction == Direction.Lower ? "lower" : "higher",
            program.Budget.ToString(),
            program.Editable,
            [
                .. program
                    .Editable.Where(file => File.Exists(Path.Combine(workspace.Folder, file)))
                    .Select(file => new FileDocument(file, true, Read(workspace, file))),
                .. locked.Select(file => new FileDocument(file, false, Read(workspace, file))),
            ]
        );
    }

    private static string Read(ResearchWorkspace workspace, string file)
    {
        var text = File.ReadAllText(Path.Combine(workspace.Folder, file));
        return text.Length <= CharacterLimit ? text : $"{text[..CharacterLimit]}\n… ({text.Length - CharacterLimit} more characters)";
    }
}

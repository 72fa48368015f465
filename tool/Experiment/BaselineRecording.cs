using AutoResearch.Repository;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>
/// Keeps the baseline section of program.md up to date: once the research branch has a new incumbent, a commit of its own records it there.
/// Part of the conclusion, so every step can be repeated.
/// </summary>
internal static class BaselineRecording
{
    /// <summary>Rewrites program.md on the checked-out research branch, and brings the working tree along. The rest of the human's file
    /// stays as it is.</summary>
    public static void Write(ResearchWorkspace workspace, ExperimentRecord record, INotices observer)
    {
        var repository = workspace.Repository;
        var facts = BaselineFacts.Of(record);
        var text = new TrackedText(repository, ResearchProgram.FileName, ProgramText.Limit);
        text.Commit(
            Rewritten,
            FormattableString.Invariant(
                $"Record experiment {record.Number:0000} as the baseline: {record.MetricName} {BaselineFacts.Number(record.Metric)}"
            )
        );
        text.Stage(Rewritten);
        try
        {
            text.WriteToWorkTree(Rewritten, Path.Combine(workspace.StateFolder, ResearchProgram.FileName + ".new"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The result is safe, and one file that cannot be written must not keep it from being concluded.
            observer.Notice(
                $"The new baseline is in {ResearchProgram.FileName} on {repository.Branch}, but not in the working tree: "
                    + $"{exception.Message} 'git diff {ResearchProgram.FileName}' shows what it lacks."
            );
        }

        byte[]? Rewritten(byte[] bytes)
        {
            try
            {
                var before = ProgramText.Decode(bytes);
                var after = BaselineSection.Rewrite(before, facts);
                return after == before ? null : ProgramText.Encode(after);
            }
            catch (ResearchException)
            {
                // The file cannot be read, so nothing is written: the next verb that needs it says what is wrong with it.
                return null;
            }
        }
    }
}

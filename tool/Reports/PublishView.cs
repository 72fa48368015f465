using System.Globalization;
using AutoResearch.Publishing;
using AutoResearch.Publishing.Texts;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Reports;

/// <summary>A plan of what to publish, for people.</summary>
internal static class PublishView
{
    /// <summary>The text alone: a title and Markdown, to be posted by any other way.</summary>
    public static void PrintTexts(TextWriter output, PublishPlan plan)
    {
        var first = true;
        foreach (var draft in plan.Drafts)
        {
            if (!first)
                output.Write("\n---\n\n");
            first = false;
            output.Write($"{PullRequestTexts.Heading(draft.Record)}\n\n{draft.Body}");
        }
    }

    /// <summary>Everything that would be pushed and posted.</summary>
    public static void PrintDryRun(TextWriter output, PublishPlan plan)
    {
        foreach (var draft in plan.Drafts)
        {
            if (draft.Branch is not { } branch)
                continue;
            output.Write($"push to {plan.Target!.Remote ?? "no remote: there is none"}: {branch.Name}\n");
            output.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  commit {branch.Commit} on {branch.BaseName} {branch.BaseCommit[..12]}; {string.Join(", ", branch.Files)}: "
                        + $"+{branch.Insertions} -{branch.Deletions}\n"
                )
            );
            output.Write(
                branch.Replaces is { } before && before != branch.Commit ? $"  in place of {before}, which was published before\n\n" : "\n"
            );
            output.Write(Indented(draft.Message) + "\n" + Indented(UntrustedText.Clean(draft.Patch)) + "\n");
            output.Write($"post: a {(plan.Options.Draft ? "draft " : "")}pull request of {branch.Name} into {branch.BaseName}\n");
            Print(output, "labels", plan.Options.Labels);
            Print(output, "reviewers", plan.Options.Reviewers);
            output.Write($"  title: {draft.Title}\n\n{Indented(draft.Body)}\n");
        }
    }

    /// <summary>Why some of it cannot be published.</summary>
    /// <param name="matters">Publishing was asked for, and not the text alone.</param>
    public static void PrintProblems(TextWriter errors, PublishPlan plan, bool matters)
    {
        // That there is no target is one problem, and every draft has it.
        foreach (var problem in Problems(plan).Select(entry => entry.Problem).DistinctBy(problem => problem.Message))
            errors.WriteLine($"{(matters && !IsNoFault(problem) ? "error" : "note")} {problem.Code}: {problem.Message}");
    }

    /// <summary>Nothing is left undone: what is merged already needs no pull request.</summary>
    public static bool IsNoFault(ResearchException problem) => problem.Code == Codes.AlreadyInBase;

    public static IEnumerable<(ExperimentRecord Record, ResearchException Problem)> Problems(PublishPlan plan) =>
        plan.Drafts.Where(draft => draft.Problem is not null).Select(draft => (draft.Record, draft.Problem!));

    public static PullRequestsDocument Document(PublishPlan plan) =>
        new(
            plan.Target?.Remote,
            [
                .. plan.Drafts.Select(draft => new PullRequestDocument(
                    draft.Record.Number,
                    draft.Title,
                    draft.Body,
                    draft.Branch?.Name,
                    draft.Branch?.BaseName,
                    draft.Branch?.Commit,
                    draft.Branch?.BaseCommit,
                    draft.Branch?.IsStacked,
                    draft.Branch?.Files,
                    draft.Branch?.Insertions,
                    draft.Branch?.Deletions,
                    draft.Message,
                    plan.Options.Draft,
                    plan.Options.Labels,
                    plan.Options.Reviewers,
                    draft.Problem is { } problem ? new ErrorBody(problem.Code, problem.Message) : null
                )),
            ]
        );

    private static void Print(TextWriter output, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
            output.Write($"  {name}: {string.Join(", ", values)}\n");
    }

    private static string Indented(string text) =>
        string.Concat(text.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "\n" : $"    {line}\n"));
}

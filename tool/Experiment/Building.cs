using System.Runtime.CompilerServices;
using AutoResearch.Boundary;
using AutoResearch.Builds;
using AutoResearch.Research;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;
using AutoResearch.Workspace;

namespace AutoResearch.Experiment;

/// <summary>Stage 3: MSBuild in this process, in the slot.</summary>
internal static class Building
{
    public static Built Build(ResearchWorkspace workspace, Candidate candidate)
    {
        var folder = candidate.Slot.WorkTree;
        var editable = candidate.Program.Editable;
        var sdk = Sdk.Use(folder);
        if (workspace.Layers.Lock && BrokenLock(workspace, candidate) is { } broken)
            return new Built(candidate, sdk, new BuildResult(null, [], 0), 0, broken);
        if (workspace.Layers.Compiled)
            LanguageCheck.WarmUp(folder, editable);
        var result = Run(folder, workspace.Layers.Analyzer, editable);
        var failure =
            !result.Succeeded ? Explain(result.Errors)
            : workspace.Layers.Compiled ? LanguageCheck.Run(folder, result.Program!, editable)
            : null;
        var tokens = CodeSize.OfFiles(folder, editable);
        return new Built(candidate, sdk, result, tokens, failure ?? OverLimit(candidate.Program, tokens));
    }

    private static Failure? OverLimit(ResearchProgram program, int tokens) =>
        program.Limits.HardExcess(LimitedQuantity.CodeTokens, tokens) is { } excess
            ? new Failure(ExperimentStatus.Invalid, excess, null)
            : null;

    /// <summary>The failure that a build's errors stand for.</summary>
    public static Failure Explain(IReadOnlyList<BuildDiagnostic> errors)
    {
        var detail = string.Join('\n', errors);
        // A candidate that uses what it may not has broken a rule, even if it does not compile either.
        if (errors.FirstOrDefault(error => error.Code is Codes.Construct or Codes.Symbol) is { } broken)
            return new Failure(ExperimentStatus.Invalid, broken.ToString(), detail);
        return new Failure(
            ExperimentStatus.BuildFailed,
            errors.Count == 1 ? $"it does not build: {errors[0]}" : $"it does not build, {errors.Count} errors; the first: {errors[0]}",
            detail
        );
    }

    // The candidate's own lock proves nothing, since a cheat would change it first. So everything but the editable files has to be as in
    // the commit that it starts from.
    private static Failure? BrokenLock(ResearchWorkspace workspace, Candidate candidate)
    {
        var changed = LockCheck.ChangedByCandidate(workspace.Repository, candidate.Parent, candidate.Commit, candidate.Program);
        return changed is null
            ? null
            : new Failure(ExperimentStatus.Invalid, $"error {Codes.LockedFileChanged}: {LockMessages.Changed(changed)}", null);
    }

    // Kept out of line: compiling a method that mentions Microsoft.Build before the Locator ran would fail to find it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static BuildResult Run(string folder, bool analyzers, IReadOnlyList<string> editable) =>
        new ProjectBuilder(folder) { Analyzers = analyzers, Editable = editable }.Build(
            lockedMode: File.Exists(Path.Combine(folder, "packages.lock.json"))
        );
}

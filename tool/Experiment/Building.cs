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
    public static Built Build(ResearchWorkspace workspace, Branched branched)
    {
        var sdk = Sdk.Use(branched.Slot.WorkTree);
        if (workspace.Layers.Lock && BrokenLock(workspace, branched) is { } broken)
            return new Built(branched, sdk, new BuildResult(null, [], 0), 0, broken);
        if (workspace.Layers.Compiled)
            LanguageCheck.WarmUp(branched.Slot.WorkTree, branched.Captured.Program.Editable);
        var result = Run(branched.Slot.WorkTree, workspace.Layers.Analyzer, branched.Captured.Program.Editable);
        RequireChange(branched);
        var failure =
            !result.Succeeded ? Explain(result.Errors)
            : workspace.Layers.Compiled ? LanguageCheck.Run(branched.Slot.WorkTree, result.Program!, branched.Captured.Program.Editable)
            : null;
        var tokens = CodeSize.OfFiles(branched.Slot.WorkTree, branched.Captured.Program.Editable);
        return new Built(branched, sdk, result, tokens, failure ?? OverLimit(branched.Captured.Program, tokens));
    }

    // Measured, it could only be lucky.
    private static void RequireChange(Branched branched)
    {
        var captured = branched.Captured;
        // Compared are the editable files: what else may have changed is for other walls to find.
        if (captured.IsBaseline || !branched.Change.Result.IsNothing || captured.Files.Except(captured.Program.Editable).Any())
            return;
        throw new ResearchException(
            Codes.NothingChanged,
            $"{string.Join(", ", captured.Files)} differs from {captured.ResearchBranch} in comments, formatting or names only: there is "
                + $"nothing to measure. "
                + "Change what the program does, or commit it as it is (git commit); a new baseline is measured then."
        );
    }

    private static Failure? OverLimit(ResearchProgram program, int tokens) =>
        program.Limits.HardExcess(LimitedQuantity.CodeTokens, tokens) is { } excess
            ? new Failure(ExperimentStatus.Invalid, excess, null)
            : null;

    // A candidate that goes beyond what it may broke a rule, even if it does not compile either.
    private static Failure Explain(IReadOnlyList<BuildDiagnostic> errors)
    {
        var detail = string.Join('\n', errors);
        if (errors.FirstOrDefault(error => error.Code is Codes.Construct or Codes.Symbol) is { } broken)
            return new Failure(ExperimentStatus.Invalid, broken.ToString(), detail);
        return new Failure(
            ExperimentStatus.BuildFailed,
            errors.Count == 1 ? $"it does not build: {errors[0]}" : $"it does not build, {errors.Count} errors; the first: {errors[0]}",
            detail
        );
    }

    // Its own lock says nothing: it would be the first thing to change. The files are those of the commit it starts from.
    private static Failure? BrokenLock(ResearchWorkspace workspace, Branched branched)
    {
        var captured = branched.Captured;
        var changed = LockCheck.ChangedByCandidate(workspace.Repository, captured.Parent, branched.Journal.Candidate, captured.Program);
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

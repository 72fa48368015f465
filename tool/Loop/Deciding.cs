using AutoResearch.Research;

namespace AutoResearch.Loop;

/// <summary>Stage 6: the verdict as the ledger will hold it. A pure function of what came before.</summary>
internal static class Deciding
{
    private const int ReasonLimit = 1000;
    private const int DetailLimit = 8000;

    public static Decided Decide(Evaluated evaluated, double totalSeconds)
    {
        var trained = evaluated.Trained;
        var branched = trained.Built.Branched;
        var captured = branched.Captured;
        var status = evaluated.Failure?.Status ?? evaluated.Decision!.Status;
        var scored = evaluated.Failure is null;
        var record = new ExperimentRecord
        {
            Number = captured.Number,
            Commit = branched.Journal.Candidate,
            Parent = captured.Parent,
            Status = status,
            Description = captured.Description,
            Reason = UntrustedText.Clean(evaluated.Failure?.Reason ?? evaluated.Decision!.Reason, ReasonLimit),
            Detail = evaluated.Failure?.Detail is { } detail ? UntrustedText.Clean(detail, DetailLimit) : null,
            Conditions = new Conditions(captured.LockId, captured.Program.Budget.ToString(), trained.Started?.Device ?? captured.Incumbent?.Conditions.Device ?? ""),
            Time = captured.Time,
            IsBaseline = captured.IsBaseline,
            MetricName = captured.Program.Metric.Name,
            // A score that was refused, or is not a number, is no measurement.
            Metric = scored && double.IsFinite(evaluated.Score!.Value) ? evaluated.Score.Value : null,
            Incumbent = captured.Incumbent?.Metric,
            PeakMemory = evaluated.Score?.PeakMemory,
            Tokens = trained.Result?.Tokens,
            Steps = trained.Result?.Steps,
            Parameters = trained.Started?.Parameters,
            CpuSeconds = trained.Result?.CpuSeconds,
            Seeds = captured.Seeds,
            Seconds = new PhaseSeconds(
                trained.Built.Result.Seconds, evaluated.StartupSeconds, trained.Result?.Seconds ?? 0, evaluated.EvaluationSeconds, totalSeconds),
            Weights = evaluated.Weights,
        };
        return new Decided(branched, record);
    }
}

using AutoResearch.Research;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;
using AutoResearch.Research.Program;

namespace AutoResearch.Experiment;

/// <summary>Stage 6: the verdict as the ledger will hold it, a pure function of what came before.</summary>
/// <param name="HeldOut">The score on the held-out split, which no proposer is shown.</param>
internal sealed record Decided(Branched Branched, ExperimentRecord Record, double? HeldOut)
{
    private const int ReasonLimit = 1000;
    private const int DetailLimit = 8000;

    public static Decided Of(Branched branched, Confirmed confirmed, double totalSeconds)
    {
        var measured = confirmed.Measured;
        var captured = branched.Captured;
        var status = confirmed.Failure?.Status ?? confirmed.Decision!.Status;
        // A score that was refused, or is not a number, is no measurement.
        var scores = confirmed.Failure is null ? measured.Runs.Select(run => run.Score!.Value).ToList() : [];
        if (scores.Exists(score => !double.IsFinite(score)))
            scores = [];
        // What one run takes is reported for the first run: the others run the same code.
        var first = measured.Runs.Count > 0 ? measured.Runs[0] : null;
        var record = new ExperimentRecord
        {
            Number = captured.Number,
            Commit = branched.Journal.Candidate,
            Parent = captured.Parent,
            Status = status,
            Description = captured.Description,
            Reason = UntrustedText.Clean(
                (confirmed.Failure?.Reason ?? confirmed.Decision!.Reason) + SoftLimits(measured, first),
                ReasonLimit
            ),
            Detail = confirmed.Failure?.Detail is { } detail ? UntrustedText.Clean(detail, DetailLimit) : null,
            Conditions = new Conditions(
                captured.LockId,
                captured.Program.Budget.ToString(),
                first?.Trained.Started?.Device ?? captured.Incumbent?.Conditions.Device ?? ""
            ),
            Time = captured.Time,
            IsBaseline = captured.IsBaseline,
            MetricName = captured.Program.Metric.Name,
            Metric = scores.Count > 0 ? scores.Average() : null,
            Scores = scores,
            StandardDeviation = Spread.Of(scores),
            Incumbent = captured.IsBaseline ? null : measured.Reference ?? captured.Incumbent!.Metric,
            IncumbentRuns = measured.IncumbentRuns,
            Confidence = confirmed.Decision?.Confidence,
            Noise = measured.Noise,
            Slowed = measured.Slowed,
            CodeTokens = measured.Built.Result.Succeeded ? measured.Built.CodeTokens : null,
            PeakMemory = first?.Score?.PeakMemory,
            Tokens = first?.Trained.Result?.Tokens,
            Steps = first?.Trained.Result?.Steps,
            Parameters = first?.Trained.Started?.Parameters,
            CpuSeconds = first?.Trained.Result?.Processors.Own,
            Yardstick = measured.Runs.Select(run => run.Trained.Result?.Yardstick).FirstOrDefault(taken => taken is not null),
            Work = Work(measured.Runs),
            IncumbentWork = measured.IncumbentWork,
            Unseen = captured.Unseen,
            Seeds = [.. measured.Runs.Select(run => run.Trained.Seed)],
            Seconds = new PhaseSeconds(
                measured.Built.Result.Seconds,
                confirmed.Seconds.Startup,
                confirmed.Seconds.Train,
                confirmed.Seconds.Evaluation,
                totalSeconds
            ),
            Weights = confirmed.Weights,
            Origin = captured.Origin,
            // What was not judged may be tried again, so its code is not recorded.
            Code = status == ExperimentStatus.Interrupted ? null : branched.Change.Result.Code,
            Knobs = branched.Change.Result.Knobs,
        };
        return new Decided(branched, record, confirmed.Weights is null ? null : confirmed.HeldOut);
    }

    // A run that did not come back says nothing, and then the others say nothing in order.
    private static IReadOnlyList<RunWork> Work(IReadOnlyList<Scored> runs) =>
        runs.All(run => run.Trained.Work is not null) ? [.. runs.Select(run => run.Trained.Work!)] : [];

    private static string SoftLimits(Measured measured, Scored? first)
    {
        var excesses = measured.Built.Candidate.Program.Limits.SoftExcesses(quantity =>
            quantity switch
            {
                LimitedQuantity.PeakMemory => first?.Score?.PeakMemory,
                LimitedQuantity.Parameters => first?.Trained.Started?.Parameters,
                LimitedQuantity.TrainingTokens => first?.Trained.Result?.Tokens,
                _ => measured.Built.CodeTokens,
            }
        );
        return string.Concat(excesses.Select(excess => "; " + excess));
    }
}

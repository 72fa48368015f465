using System.Globalization;

namespace AutoResearch.Research.Keeping;

/// <summary>That a busy machine slowed a run, and what was seen of it.</summary>
/// <param name="Seen">The numbers, as a clause.</param>
internal sealed record Slowdown(string Seen)
{
    /// <summary>What a person can do.</summary>
    public const string Remedy =
        "End what else runs on the machine, or leave processors to it (fewer threads: OMP_NUM_THREADS), "
        + "or give the budget in steps or tokens: they are "
        + "the same training on a busy machine, and only take longer";
}

/// <summary>
/// Whether a busy machine slowed a run so much that it must not be judged: a pure function of the processor time that the run got. It looks
/// at no score, so a bad score cannot earn another run. Only runs with a budget in seconds suffer, and of those only the ones that are
/// counted by the wall clock: where the machine's pace is measured (<see cref="PaceMeter"/>), a run gets as much longer as the machine is
/// slower, and is given up only where it would take for ever.
/// <list type="number">
/// <item>Where the system tells (Linux), a run lost the time that its threads waited for a processor, but no more than other programs used
/// processors meanwhile, and its share of what the machine's host took. Only threads that compute or feed a GPU count. The run was slowed
/// if a pair of them, or one alone, lost more than a tenth of a second per second: that is the same part of the training on 2, 16 and 128
/// processors, while the sum over all threads is not. A slower model is not mistaken for this: it waits for nobody. If it has more threads
/// than there are processors, they wait for each other and not for other programs. Other programs on free processors make nobody
/// wait.</item>
/// <item>Elsewhere, it was slowed if it got clearly fewer processor seconds per second, and trained clearly fewer tokens per second, than a
/// comparable run: one of the same code, or the incumbent's. A model that is slower because it uses the processors less looks the same the
/// first time, so what looks the same twice is taken to be the model.</item>
/// </list>
/// OpenMP's threads spin while they wait for each other, so a run loses more than the time it waits: with one busy neighbour on two
/// processors, all but a few steps (tests/Benchmarks/NOTES.md).
/// </summary>
internal static class Contention
{
    /// <summary>How much of each second a pair of a run's threads may lose, in seconds. It costs about a tenth of the steps; one busy
    /// neighbour on two processors takes 0.5 and more.</summary>
    public const double Tolerated = 0.1;

    // If a run that did not finish lost more than this of each second, that was not the program's doing.
    private const double MostOfIt = 0.5;

    // As a fraction of what a comparable run had.
    private const double ClearlyFewer = 0.8;

    // Two runs of one program on an unchanged machine differ by less than this fraction.
    private const double Alike = 0.1;

    /// <summary>Why the run was slowed; null when it was not, or its budget is not in seconds.</summary>
    /// <param name="budget">The run's budget.</param>
    /// <param name="run">The run.</param>
    /// <param name="reference">A comparable run: of the same code, or the incumbent's. Null where there is none.</param>
    /// <param name="before">The attempt before this one, if it was slowed; null for the first attempt.</param>
    public static Slowdown? Of(TrainingBudget budget, RunPace run, RunPace? reference, RunPace? before)
    {
        if (budget.Unit != BudgetUnit.Seconds || run.Seconds <= 0)
            return null;
        if (run.Machine is { } pace)
            return !run.IsFinished && pace <= RunPace.LeastMachine ? new Slowdown(AtPace(pace)) : null;
        if (LostSeconds(run) is { } lost)
            return lost > Tolerated ? new Slowdown(Waiting(run)) : null;
        return reference is not null && IsFarBehind(run, reference) && !(before is not null && AreAlike(run, before))
            ? new Slowdown(Behind(run, reference))
            : null;
    }

    /// <summary>Why a run that did not finish in time says nothing about the program: it waited for a processor most of the time. Null
    /// where it did not, or where the system does not tell.</summary>
    /// <param name="run">The run, as far as it reported.</param>
    public static Slowdown? OfUnfinished(RunPace run) =>
        run.Seconds > 0 && LostSeconds(run) is { } lost && lost > MostOfIt ? new Slowdown(Waiting(run, "")) : null;

    /// <summary>How much of each second the run lost, in seconds; null where the system does not tell.</summary>
    public static double? LostSeconds(RunPace run)
    {
        var use = run.Processors;
        if ((use.BusyWaited ?? use.Waited) is not { } waited)
            return null;
        var inLine = Math.Min(waited, use.Others ?? waited);
        // The host takes time from whichever program is running, so the run bears its share.
        var stolen = (use.Own > 0 ? use.Own / (use.Own + (use.Others ?? 0)) : 0) * (use.Stolen ?? 0);
        // Threads wait for each other at barriers. What two of them lose at different moments adds up; what many lose does not.
        var pairs = Math.Max(1, (use.Own + inLine + stolen) / run.Seconds / 2);
        // A single thread that shares its processor holds up all the others.
        var slowest = Math.Min(use.WorstWaited ?? 0, inLine);
        return Math.Max(slowest, (inLine + stolen) / pairs) / run.Seconds;
    }

    private static bool IsFarBehind(RunPace run, RunPace reference) =>
        run.Own < ClearlyFewer * reference.Own && run.WorkAgainst(reference) is { } work && work < ClearlyFewer;

    private static bool AreAlike(RunPace run, RunPace before) =>
        Math.Abs(run.Own - before.Own) <= Alike * before.Own && run.WorkAgainst(before) is { } work && Math.Abs(work - 1) <= Alike;

    private static string Waiting(RunPace run, string doing = " of training")
    {
        var use = run.Processors;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"in {run.Seconds:0.0} s{doing} its threads waited {use.Waited:0.0} s for a processor"
        );
        if (use.WorstWaited is { } worst)
            text += string.Create(CultureInfo.InvariantCulture, $", the slowest of them {worst:0.0} s,");
        if (use.Others is { } others)
            text += string.Create(CultureInfo.InvariantCulture, $" while other programs kept {others / run.Seconds:0.0} of them busy");
        return use.Stolen is { } stolen && stolen > Tolerated * run.Seconds
            ? text + string.Create(CultureInfo.InvariantCulture, $", and the host of this virtual machine took {stolen:0.0} s")
            : text;
    }

    private static string AtPace(double pace) =>
        string.Create(CultureInfo.InvariantCulture, $"the machine gave it {100 * pace:0} % of its usual pace");

    private static string Behind(RunPace run, RunPace reference) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"it had {run.Own:0.00} processor seconds a second against {reference.Own:0.00} of a run like it, and trained "
                + $"{100 * run.WorkAgainst(reference):0} % of the tokens"
        );
}

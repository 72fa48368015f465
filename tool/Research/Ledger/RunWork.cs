using System.Globalization;
using AutoResearch.Research.Keeping;

namespace AutoResearch.Research.Ledger;

/// <summary>What one run did for its score. With it, a score from a slow hour can be told from one from a fast hour.</summary>
/// <param name="Seconds">Wall-clock seconds of training.</param>
/// <param name="Steps">Optimizer steps.</param>
/// <param name="Tokens">Training tokens.</param>
/// <param name="CpuSeconds">Processor seconds of training, of all threads.</param>
/// <param name="Pace">The machine's pace, as a fraction of its usual one; null where nobody measured it.</param>
internal sealed record RunWork(double Seconds, long Steps, long Tokens, double CpuSeconds, double? Pace)
{
    private const char Separator = ':';

    /// <summary>What a run that came back did, in the digits that the ledger holds: whoever decides by it again decides the same.</summary>
    public static RunWork Of(TrainedEvent trained) =>
        Parse(new RunWork(trained.Seconds, trained.Steps, trained.Tokens, trained.Processors.Own, trained.Pace).ToString());

    /// <summary><c>23.812:465:952320:39.577:0.42</c>, the last part empty where no pace was measured.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Seconds:0.###}:{Steps}:{Tokens}:{CpuSeconds:0.###}:{Pace:0.####}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static RunWork Parse(string text)
    {
        if (text.Split(Separator) is not [var seconds, var steps, var tokens, var cpuSeconds, var pace])
            throw new FormatException($"'{text}' is not the work of a run");
        return new RunWork(
            double.Parse(seconds, CultureInfo.InvariantCulture),
            long.Parse(steps, CultureInfo.InvariantCulture),
            long.Parse(tokens, CultureInfo.InvariantCulture),
            double.Parse(cpuSeconds, CultureInfo.InvariantCulture),
            pace.Length == 0 ? null : double.Parse(pace, CultureInfo.InvariantCulture)
        );
    }
}

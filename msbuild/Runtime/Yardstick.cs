using System.Runtime.CompilerServices;

namespace AutoResearch;

/// <summary>
/// A fixed piece of work, by whose speed a run's budget in seconds is counted: <see cref="Experiment{TModel, TRun}.Measure"/>.
/// </summary>
/// <param name="Work">Does it, and returns when it is done. Less than a millisecond.</param>
/// <param name="Threads">How many threads it is done on: as many as train.</param>
public sealed record Yardstick(Action Work, int Threads)
{
    private const int Rounds = 100_000;

    /// <summary>Plain arithmetic on the thread that trains.</summary>
    public static Yardstick Arithmetic { get; } = new(() => _ = Multiply(), 1);

    // Compiled at once as well as it will ever be: it would become quicker with each call.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double Multiply()
    {
        var product = 1.0;
        for (var i = 0; i < Rounds; i++)
            product = (product * 0.999) + 0.001;
        return product;
    }
}

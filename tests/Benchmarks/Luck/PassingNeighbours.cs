using AutoResearch.Benchmarks.Contention;

namespace AutoResearch.Benchmarks.Luck;

/// <summary>One to three busy neighbours that come and go: visits and pauses are drawn from an exponential distribution.</summary>
internal sealed class PassingNeighbours : IDisposable
{
    private const int Most = 3;

    private static readonly TimeSpan MeanVisit = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource over = new();
    private readonly Random random;
    private readonly Task coming;

    /// <param name="seed">Of what is drawn.</param>
    public PassingNeighbours(int seed)
    {
        random = new Random(seed);
        coming = Come();
    }

    public void Dispose()
    {
        over.Cancel();
        coming.Wait();
        over.Dispose();
    }

    private async Task Come()
    {
        while (!over.IsCancellationRequested)
        {
            await Pass();
            using var neighbours = new Neighbours(random.Next(1, Most + 1));
            await Pass();
        }
    }

    private async Task Pass() =>
        await Task.Delay(-Math.Log(1 - random.NextDouble()) * MeanVisit, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

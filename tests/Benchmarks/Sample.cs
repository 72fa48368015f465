namespace AutoResearch.Benchmarks;

/// <summary>One experiment, in seconds. Overhead is everything but training and scoring.</summary>
internal sealed record Sample(double Build, double Startup, double Train, double Eval, double Total, long PeakMemory)
{
    public double Overhead => Total - Train - Eval;
}

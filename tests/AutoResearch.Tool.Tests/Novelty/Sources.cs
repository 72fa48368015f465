using AutoResearch.Tests.Boundary;

namespace AutoResearch.Tests.Novelty;

/// <summary>Programs to compare.</summary>
internal static class Sources
{
    /// <summary>The scaffold's Train.cs.</summary>
    public static readonly string Train = CompiledSample.Read("Template/Train.cs");

    /// <summary>What its Train.cs has little of.</summary>
    public const string Varied = """
        using System;
        using AutoResearch;
        using static System.Math;

        public static class Training
        {
            [Knob(1e-3, 0.2, Scale = Scale.Log, Step = 1e-3)] private const double Rate = 0.02;
            private static readonly string[] Names = ["blocks.", $"head {Rate:0.00}"];
            private static int calls;

            public static double Build(int depth, double width = 1.5)
            {
                var total = 0.0;
                for (var i = 0; i < depth; i++)
                {
                    if (i % 2 == 0)
                        total += Twice(i) * width;
                    else
                        total -= (i + 1) / (width - 0.25);
                }

                foreach (var name in Names)
                    total += name.Length;
                switch (depth)
                {
                    case 1:
                        var one = total;
                        return one;
                    case 2 when total is > 3 and var large:
                        return large;
                }

                try
                {
                    calls++;
                    return Shifted(by: calls);
                }
                catch (InvalidOperationException exception) when (exception.Message.Length > 0)
                {
                    return int.TryParse(exception.Message, out var parsed) ? parsed : -1;
                }

                double Twice(double value) => 2 * value;
                double Shifted(double by) => total + by;
            }

            public static Func<int, int> Fit(int steps) => (steps, Rate) switch
            {
                (0, _) => step => step,
                (var many, > 0.5) => step => { var (half, rest) = Divided(step, many); return half - rest; },
                _ => step => Abs(step) + (int)Max(Rate, steps),
            };

            private static (int Half, int Rest) Divided(int number, int by) => (number / by, number % by);
        }
        """;

    public static IReadOnlyDictionary<string, string> Files(string source) => new Dictionary<string, string> { ["Train.cs"] = source };
}

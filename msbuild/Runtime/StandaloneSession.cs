using System.Diagnostics;
using System.Globalization;

namespace AutoResearch;

/// <summary>A run started by hand with <c>dotnet run</c>: progress on standard error, the summary on standard output.</summary>
internal sealed class StandaloneSession<TModel, TRun>(Experiment<TModel, TRun> experiment, TextWriter output, TextWriter log)
    where TModel : class
    where TRun : Run
{
    // A line every few seconds: enough to see that it learns, few enough to scroll back over.
    private const double SecondsBetweenLines = 5;

    private double nextLine;

    public int Run(string[] arguments)
    {
        if (!StandaloneArguments.TryParse(arguments, Directory.GetCurrentDirectory(), out var request, out var problem))
        {
            log.WriteLine($"error {Codes.Usage}: {problem}");
            log.WriteLine(
                "usage: dotnet run -c Release [-- --budget \"60 seconds\"|\"2000 steps\" --seed 1 --device auto|cpu|cuda|cuda:1]"
            );
            return 2;
        }

        var stage = "build";
        try
        {
            var open = OpenRun<TModel, TRun>.Start(experiment, request.Seed, request.Budget, request.Device, train: true, Print);
            var started = open.Started();
            log.WriteLine(
                Invariant(
                    $"{started.Parameters / 1e6:0.###} M parameters on {started.Device}; training for {request.Budget}, seed {request.Seed}"
                )
            );
            stage = "train";
            var trained = open.Train();
            stage = "evaluate";
            PrintProcessors(trained);
            log.WriteLine(Invariant($"trained in {trained.Seconds:0.000} s; evaluating {started.Metric} …"));
            using var split = Corpus.Open(Corpus.Validation);
            var evaluated = open.Evaluate(() => split, new Random());
            log.WriteLine(Invariant($"evaluated in {evaluated.Seconds:0.000} s"));
            PrintSummary(started, trained, evaluated);
            return 0;
        }
        catch (Exception exception)
        {
            var failure = Failure.Describe(exception, stage);
            log.WriteLine($"{failure.Kind} during {failure.Stage}: {failure.Message}");
            log.WriteLine(failure.Detail);
            return 1;
        }
    }

    private void Print(TrainingEvent message)
    {
        if (message is not StepEvent step || step.Seconds < nextLine)
            return;
        nextLine = step.Seconds + SecondsBetweenLines;
        var rate = step.Tokens / Math.Max(step.Seconds, 1e-9);
        log.WriteLine(Invariant($"{100 * step.Progress, 5:0.0} %  step {step.Step, 6}  loss {step.Loss:0.0000}  {rate, 9:0} tokens/s"));
    }

    // Where training is slower than before, this tells a busy machine from a slower model.
    private void PrintProcessors(TrainedEvent trained)
    {
        if (trained.Processors is { Waited: { } waited, Others: { } others } processors)
            log.WriteLine(
                Invariant($"processors: {processors.Own:0.00} s used, {waited:0.00} s waited for, {others:0.00} s used by others")
            );
    }

    private void PrintSummary(StartedEvent started, TrainedEvent trained, EvaluatedEvent evaluated)
    {
        using var process = Process.GetCurrentProcess();
        var total = (DateTime.Now - process.StartTime).TotalSeconds;
        output.WriteLine("---");
        Print(started.Metric + ":", Invariant($"{evaluated.Value:0.000000}"));
        Print("training_seconds:", Invariant($"{trained.Seconds:0.0}"));
        Print("total_seconds:", Invariant($"{total:0.0}"));
        Print("peak_memory_mb:", Invariant($"{evaluated.PeakMemory / 1048576.0:0.0}"));
        Print("total_tokens_M:", Invariant($"{trained.Tokens / 1e6:0.###}"));
        Print("num_steps:", Invariant($"{trained.Steps}"));
        Print("num_params_M:", Invariant($"{started.Parameters / 1e6:0.###}"));
    }

    private void Print(string name, string value) => output.WriteLine(name.PadRight(18) + value);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

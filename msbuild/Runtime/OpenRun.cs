using System.Diagnostics;

namespace AutoResearch;

/// <summary>A run whose model is built: trains it under the clock and scores it.</summary>
internal sealed class OpenRun<TModel, TRun>
    where TModel : class
    where TRun : Run
{
    /// <summary>The stage in which no code of Train.cs has been called yet.</summary>
    public const string Opening = "open";

    private readonly Experiment<TModel, TRun> experiment;
    private readonly Crowd crowd;
    private readonly RunClock clock;
    private readonly TrainingBudget budget;
    private readonly GpuMemoryWatch? gpuMemory;
    private readonly Action<TrainingEvent> report;
    private readonly TRun run;

    private OpenRun(
        Experiment<TModel, TRun> experiment,
        Crowd crowd,
        RunClock clock,
        TrainingBudget budget,
        Action<TrainingEvent> report,
        TRun run,
        TModel model,
        GpuMemoryWatch? gpuMemory
    )
    {
        this.gpuMemory = gpuMemory;
        this.experiment = experiment;
        this.clock = clock;
        this.budget = budget;
        this.crowd = crowd;
        this.report = report;
        this.run = run;
        Model = model;
    }

    public TModel Model { get; }

    public static OpenRun<TModel, TRun> Start(
        Experiment<TModel, TRun> experiment,
        long seed,
        TrainingBudget budget,
        string device,
        bool train,
        Action<TrainingEvent> report,
        Action<string?>? at = null
    )
    {
        var crowd = new Crowd();
        var clock = new RunClock(budget, report);
        var settings = new RunSettings(seed, budget, device) { Clock = clock };
        // Made before the device is touched, because GPU memory that is in use by now counts as that of others.
        var gpuMemory = new GpuMemoryWatch(new Nvml());
        // The model is built on a run without data, whether it will be trained or only scored: nothing can be learned
        // before the clock runs, and both kinds of process build the same.
        at?.Invoke(Opening);
        var run = experiment.Open(settings, null);
        at?.Invoke(null);
        var model = experiment.Build(run)
            ?? throw new InvalidOperationException("Train.cs built no model: its build method returned null.");
        if (train)
        {
            using var training = Corpus.Open(Corpus.Training);
            run = experiment.Open(settings, training);
        }

        var trainsOnGpu = DeviceClasses.Of(experiment.DescribeDevice(run)) == DeviceClass.Gpu;
        if (!trainsOnGpu)
            gpuMemory.Dispose();
        return new OpenRun<TModel, TRun>(experiment, crowd, clock, budget, report, run, model, trainsOnGpu ? gpuMemory : null);
    }

    public StartedEvent Started() =>
        new(experiment.DescribeDevice(run), experiment.CountParameters(Model), experiment.Metric.Name, experiment.Metric.Direction);

    /// <param name="paced">A budget in seconds is counted by what the machine could have done, where that can be measured.</param>
    /// <param name="yardstick">How long the yardstick takes at the usual pace, in seconds; null lets this run decide what is usual.</param>
    public TrainedEvent Train(bool paced = false, double? yardstick = null)
    {
        experiment.WarmUp(run);
        experiment.Synchronize(run);
        if (
            paced
            && budget.Unit == BudgetUnit.Seconds
            && ThreadWaiting.Read() is not null
            && experiment.Measure(run) is { Threads: 1 } measure
        )
        {
            clock.Pace = new PaceMeter(measure, yardstick, TimeProvider.System, () => ThreadWaiting.Read() ?? 0);
        }

        var before = ProcessorReading.Take();
        Look(before);
        clock.Start();
        using (new ProcessorReports(() => clock.Seconds, before, report, clock.Pace, Look))
        {
            experiment.Train(Model, run);
            experiment.Synchronize(run);
            clock.Stop();
        }

        var loss = float.IsFinite(clock.Loss) ? clock.Loss : (float?)null;
        return new TrainedEvent(
            clock.Seconds,
            clock.Steps,
            clock.Tokens,
            loss,
            clock.IsOver,
            ProcessorReading.Take().Since(before),
            clock.Pace?.Measured,
            clock.Pace?.Usual,
            clock.Late
        );
    }

    private void Look(ProcessorReading now)
    {
        crowd.Look(now, () => experiment.MakeRoom(run));
        // Train.cs may not ask for long: when its time was over is known to a second all the same.
        _ = clock.IsOver;
    }

    /// <param name="read">Opens the split.</param>
    /// <param name="worth">The smallest unfair gain that has to be found; null where nobody would keep it.</param>
    public EvaluatedEvent Evaluate(Func<Stream> read, Random random, double? worth = null)
    {
        var watch = Stopwatch.StartNew();
        using var reports = new ProcessorReports(() => watch.Elapsed.TotalSeconds, ProcessorReading.Take(), report, look: Look);
        string? note = null;
        if (worth is { } smallest)
        {
            using var first = read();
            note = experiment.Examine(Model, run, first, random, smallest);
        }

        using var split = read();
        var value = experiment.Evaluate(Model, run, split, random);
        return new EvaluatedEvent(value, watch.Elapsed.TotalSeconds, gpuMemory?.Peak() ?? experiment.PeakMemory(run), note);
    }
}

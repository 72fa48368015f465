namespace AutoResearch;

/// <summary>A run under <c>dotnet autoresearch</c>: orders in, events out, until the harness closes the channel.</summary>
internal sealed class HarnessSession<TModel, TRun>(Experiment<TModel, TRun> experiment, Channel channel)
    where TModel : class
    where TRun : Run
{
    private OpenRun<TModel, TRun>? open;

    // The stage that a failure is reported with; null for the order's own.
    private string? stage;

    /// <returns>Only when something failed: 1. A run that went well is ended by the harness.</returns>
    public int Run()
    {
        while (true)
        {
            var order = channel.Receive();
            try
            {
                channel.Send(Obey(order));
            }
            catch (Exception exception)
            {
                channel.Send(Failure.Describe(exception, stage ?? StageOf(order)));
                return 1;
            }
        }
    }

    private TrainingEvent Obey(Order order)
    {
        switch (order)
        {
            case OpenOrder request:
                if (!TrainingBudget.TryParse(request.Budget, out var budget))
                    throw new InvalidDataException($"The harness sent a budget that cannot be read: {request.Budget}");
                open = OpenRun<TModel, TRun>.Start(experiment, request.Seed, budget, request.Device, request.Train, channel.Send, at =>
                    stage = at
                );
                return open.Started();
            case TrainOrder request:
                return Opened.Train(request.Paced, request.Yardstick);
            case SaveOrder request:
                experiment.Save(Opened.Model, request.Path);
                return new SavedEvent();
            case LoadOrder request:
                experiment.Load(Opened.Model, request.Path);
                return new LoadedEvent();
            case EvaluateOrder request:
                return Opened.Evaluate(
                    () => Corpus.Read(new MemoryStream(request.Data), request.Compressed),
                    new Random(request.Seed),
                    request.Worth
                );
            case TryOrder request:
                stage = OpenRun<TModel, TRun>.Opening;
                var run = experiment.Open(new RunSettings(1, new TrainingBudget(1, BudgetUnit.Steps), request.Device), null);
                return TrialClock.Run(experiment.TryDevice(run), () => experiment.Synchronize(run), experiment.DescribeDevice(run));
            default:
                throw new InvalidOperationException($"The harness sent an order this Runtime does not know: {order}");
        }
    }

    private OpenRun<TModel, TRun> Opened => open ?? throw new InvalidOperationException("The harness sent an order before 'open'.");

    private static string StageOf(Order order) =>
        order switch
        {
            OpenOrder => "build",
            TrainOrder => "train",
            EvaluateOrder => "evaluate",
            LoadOrder => "load",
            _ => "save",
        };
}

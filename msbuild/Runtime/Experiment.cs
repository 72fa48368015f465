namespace AutoResearch;

/// <summary>
/// A research problem: its data, its metric and how a model of it is built, trained and scored.
/// Prepare.cs implements it once and is locked; <see cref="Build"/> and <see cref="Train"/> call Train.cs.
/// </summary>
/// <typeparam name="TModel">The model. Everything it knows is in its parameters and buffers.</typeparam>
/// <typeparam name="TRun">The run with the training data.</typeparam>
public abstract class Experiment<TModel, TRun>
    where TModel : class
    where TRun : Run
{
    /// <summary>The number a candidate is judged by.</summary>
    public abstract Metric Metric { get; }

    /// <summary>
    /// Seeds the generators, chooses the device and loads the training split. Called without data for the run that the model
    /// is built on, and once more with data for the run that it is trained in.
    /// </summary>
    /// <param name="settings">What the harness decided.</param>
    /// <param name="training">The training split, decompressed; null for a run without data.</param>
    public abstract TRun Open(RunSettings settings, Stream? training);

    /// <summary>Builds the model with fresh weights, on a run without data: Train.cs.</summary>
    public abstract TModel Build(TRun run);

    /// <summary>Trains the model in place until <see cref="Run.IsOver"/>: Train.cs.</summary>
    public abstract void Train(TModel model, TRun run);

    /// <summary>
    /// Makes the device ready before the clock starts: what any candidate needs of it once, such as a context, libraries, threads and
    /// compiled scripts. It must draw no random numbers and knows nothing of the candidate.
    /// </summary>
    public virtual void WarmUp(TRun run) { }

    /// <summary>
    /// A fixed piece of work like that of training, on the threads that train. Where that is one thread, how long it takes tells how fast
    /// the processor is, and a budget in seconds is counted by that and by what the thread has to wait for others. Done between steps, a
    /// hundredth of the time. It must draw no random numbers and know nothing of the candidate. By default it is arithmetic on one
    /// thread, and on a GPU there is none: there, and on several threads, the wall clock counts.
    /// </summary>
    public virtual Yardstick? Measure(TRun run) => DeviceClasses.Of(DescribeDevice(run)) == DeviceClass.Gpu ? null : Yardstick.Arithmetic;

    /// <summary>
    /// Makes the threads that train considerate while other programs want the processors: they give theirs up when they have to wait.
    /// Called from another thread while training goes on. By default there is nothing to be done.
    /// </summary>
    /// <returns>Makes them as they were once it is disposed; null where nothing can be done.</returns>
    public virtual IDisposable? MakeRoom(TRun run) => null;

    /// <summary>
    /// Two matrices to multiply on the run's device, for <c>dotnet autoresearch doctor</c>. By default there is nothing to try.
    /// </summary>
    public virtual DeviceTrial? TryDevice(TRun run) => null;

    /// <summary>Scores the model.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="run">The run it was trained in.</param>
    /// <param name="split">The text or samples to score it on, decompressed.</param>
    /// <param name="random">
    /// For the order of the samples and for what is probed: a candidate cannot foresee it. The score must not depend on it.
    /// </param>
    /// <returns>The value of <see cref="Metric"/>.</returns>
    /// <exception cref="RuleBrokenException">The model breaks a rule of the evaluation.</exception>
    public abstract double Evaluate(TModel model, TRun run, Stream split, Random random);

    /// <summary>
    /// Looks closely at a model that would be kept, for signs that it knows what it has to predict: <see cref="Evaluate"/> is too quick to
    /// find them. Called only for such a model, in a process that never trained it, so it may take as long as many evaluations.
    /// <see cref="Evaluate"/> follows on the same split, and may demand that the model answers as it did here. By default there is nothing
    /// to look for.
    /// </summary>
    /// <param name="worth">The smallest unfair gain that has to be found, in units of <see cref="Metric"/>.</param>
    /// <returns>A note for a person on what could not be examined that closely; null where there is nothing to tell.</returns>
    /// <exception cref="RuleBrokenException">The model knows what it may not.</exception>
    public virtual string? Examine(TModel model, TRun run, Stream split, Random random, double worth) => null;

    /// <summary>Writes the parameters and buffers to a file.</summary>
    public abstract void Save(TModel model, string path);

    /// <summary>Reads what <see cref="Save"/> wrote into a freshly built model.</summary>
    public abstract void Load(TModel model, string path);

    /// <summary>How many parameters are trained.</summary>
    public abstract long CountParameters(TModel model);

    /// <summary>What the run computes on, as the ledger names it: <c>cpu, 2 threads</c> or the GPU's model and memory.</summary>
    public abstract string DescribeDevice(TRun run);

    /// <summary>Waits until the device has done all it was asked to, so that the clock stops after the work.</summary>
    public virtual void Synchronize(TRun run) { }

    /// <summary>Peak memory in bytes so far, by default that of the process. Used where the driver does not tell how much of the GPU's
    /// memory the run took.</summary>
    public virtual long PeakMemory(TRun run) => ProcessMemory.Peak();

    /// <summary>
    /// The program: <c>return new MyExperiment().Main(args);</c>. On its own it trains, scores and prints a summary;
    /// started by <c>dotnet autoresearch</c> it takes its orders from there.
    /// </summary>
    /// <param name="arguments"><c>--budget "60 seconds"</c>, <c>--seed 1</c>, <c>--device auto|cpu|cuda|cuda:1</c>.</param>
    /// <returns>0, or 1 when the run failed, 2 for arguments that cannot be read.</returns>
    public int Main(string[] arguments)
    {
        Allocator.KeepMemory();
        using var channel = Channel.OpenFromEnvironment();
        return channel is null
            ? new StandaloneSession<TModel, TRun>(this, Console.Out, Console.Error).Run(arguments)
            : new HarnessSession<TModel, TRun>(this, channel).Run();
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using AutoResearch.Processes;
using AutoResearch.Research;
using AutoResearch.Research.Keeping;
using AutoResearch.Research.Ledger;

namespace AutoResearch.Training;

/// <summary>
/// The conversation with one training process: each call sends an order, passes progress on and returns the answer, or
/// throws <see cref="CandidateFailedException"/> with the status that the experiment ends with.
/// </summary>
internal sealed class TrainingSession(
    TrainingProcess process,
    Allowance allowance,
    Action<StepEvent> progress,
    CancellationToken cancellation
) : IDisposable
{
    private const int SigKillExit = 128 + 9;

    private const int DetailLimit = 4000;

    // The Runtime's name for the stage before any code of Train.cs is called: OpenRun.Opening.
    private const string Opening = "open";

    private readonly Stopwatch sinceStart = Stopwatch.StartNew();
    private TrainingBudget budget;
    private bool disposed;

    /// <summary>Put down while the process is waited for.</summary>
    public Baton Baton { get; init; } = new();

    /// <summary>Seconds from the start of the process to the model being built.</summary>
    public double StartupSeconds { get; private set; }

    /// <exception cref="RunNotOpenedException">It failed before any code of Train.cs was called.</exception>
    public StartedEvent Open(long seed, TrainingBudget budget, string device, bool train)
    {
        this.budget = budget;
        var order = new OpenOrder(seed, budget.ToString(), device, train);
        var started = Baton.Rest(() =>
        {
            var answer = Ask<StartedEvent>(order, allowance.Startup, "start", opens: true);
            StartupSeconds = sinceStart.Elapsed.TotalSeconds;
            return answer;
        });
        return started;
    }

    /// <summary>Lets the process try the device, without a model.</summary>
    public TriedEvent TryDevice(string device) => Ask<TriedEvent>(new TryOrder(device), allowance.Startup, "try the device", opens: true);

    /// <summary>Seconds of training by the tool's own clock, which the candidate's code cannot reach. Of a run that was cut short, the
    /// seconds until then.</summary>
    public double TrainingSeconds { get; private set; }

    /// <summary>The latest report on the processors during the current or last order; null in the order's first second.</summary>
    public ProcessorsEvent? Processors { get; private set; }

    /// <param name="order">How a budget in seconds is counted.</param>
    public TrainedEvent Train(TrainOrder order) =>
        Baton.Rest(() =>
        {
            var watch = Stopwatch.StartNew();
            try
            {
                return Ask<TrainedEvent>(order, allowance.Training, "train");
            }
            finally
            {
                // Before the baton is waited for.
                TrainingSeconds = watch.Elapsed.TotalSeconds;
            }
        });

    /// <summary>Scores the model on a split, which is sent to the process only now.</summary>
    /// <param name="worth">The smallest unfair gain that has to be found, in units of the metric; null where nothing would be kept.</param>
    public EvaluatedEvent Evaluate(Repository.DataSplit split, double? worth = null)
    {
        var (content, length) = split.OpenRead();
        using (content)
            return Ask<EvaluatedEvent>(
                new EvaluateOrder(RandomNumberGenerator.GetInt32(int.MaxValue), length, split.Compressed, worth),
                worth is null ? allowance.Evaluation : allowance.Examination,
                "evaluate",
                content
            );
    }

    public void Save(string path) => Ask<SavedEvent>(new SaveOrder(path), allowance.Evaluation, "save its weights");

    public void Load(string path) => Ask<LoadedEvent>(new LoadOrder(path), allowance.Evaluation, "load its weights");

    /// <summary>Ends the process; <see cref="Dispose"/> waits until it is gone.</summary>
    public void End()
    {
        if (!disposed)
            process.Kill();
    }

    public void Dispose()
    {
        disposed = true;
        Baton.Rest(process.Dispose);
    }

    private T Ask<T>(Order order, TimeSpan limit, string doing, Stream? data = null, bool opens = false)
        where T : TrainingEvent => Baton.Rest(() => Answer<T>(order, limit, doing, data, opens));

    private T Answer<T>(Order order, TimeSpan limit, string doing, Stream? data, bool opens)
        where T : TrainingEvent
    {
        var watch = Stopwatch.StartNew();
        Processors = null;
        process.Send(order, data);
        while (true)
        {
            TrainingEvent? message;
            try
            {
                message = process.Receive(Stretched(limit, order) - watch.Elapsed, cancellation);
            }
            catch (TimeoutException)
            {
                throw Unfinished(order, limit, doing);
            }

            switch (message)
            {
                case T answer:
                    return answer;
                case StepEvent step:
                    progress(step);
                    break;
                case ProcessorsEvent processors:
                    Processors = processors;
                    break;
                case FailedEvent { Stage: Opening } failed when opens:
                    throw new RunNotOpenedException(failed.Kind, UntrustedText.Clean(failed.Message, DetailLimit));
                case FailedEvent failed:
                    throw Failed(failed, doing);
                case null:
                    throw Ended(doing);
                default:
                    throw new CandidateFailedException(
                        ExperimentStatus.Invalid,
                        $"the process answered '{message.GetType().Name}' when asked to {doing}",
                        LogTail()
                    );
            }
        }
    }

    // Training whose budget is counted by the machine's pace may take as much longer as the machine is slower.
    private TimeSpan Stretched(TimeSpan limit, Order order) =>
        order is TrainOrder { Paced: true } && Processors?.Pace is { } pace ? limit / Math.Clamp(pace, RunPace.LeastMachine, 1) : limit;

    // That a busy machine was too slow is not the candidate's fault. Training with a budget in seconds is not excused here: the caller
    // that decides on training again does that.
    private CandidateFailedException Unfinished(Order order, TimeSpan limit, string doing)
    {
        var problem = string.Create(
            CultureInfo.InvariantCulture,
            $"it had not finished to {doing} after {limit.TotalSeconds:0.#} s and was killed"
        );
        var isJudgedLater = order is TrainOrder && budget.Unit == BudgetUnit.Seconds;
        return !isJudgedLater && Processors is { } told && Contention.OfUnfinished(RunPace.Of(told)) is { } slowdown
            ? new CandidateFailedException(
                ExperimentStatus.Interrupted,
                $"{problem}, on a busy machine: {slowdown.Seen}. Nothing was judged. {Slowdown.Remedy}",
                LogTail()
            )
            : new CandidateFailedException(ExperimentStatus.TimedOut, $"{problem}; a loop has to end when run.IsOver", LogTail());
    }

    // What the Runtime or the evaluator found is shown as it is. Any other message is the candidate's own and is quoted as untrusted.
    private static CandidateFailedException Failed(FailedEvent failed, string doing) =>
        new(
            StatusOf(failed.Kind),
            failed.Kind is FailureKind.RuleBroken or FailureKind.Diverged
                ? $"{failed.Message} (while asked to {doing})"
                : $"while asked to {doing}, it threw {UntrustedText.Quote(failed.Message)}",
            failed.Detail
        );

    private CandidateFailedException Ended(string doing)
    {
        var code = process.ExitCode();
        return code == SigKillExit
            ? new CandidateFailedException(
                ExperimentStatus.OutOfMemory,
                $"the process was killed from outside while asked to {doing}; most often the machine had no memory left",
                LogTail()
            )
            : new CandidateFailedException(
                ExperimentStatus.Crashed,
                $"the process ended with code {code?.ToString(CultureInfo.InvariantCulture) ?? "unknown"} while asked to {doing}",
                LogTail()
            );
    }

    private string? LogTail()
    {
        var log = process.Log.ToString();
        return log.Length == 0 ? null
            : log.Length <= DetailLimit ? log
            : log[^DetailLimit..];
    }

    private static ExperimentStatus StatusOf(FailureKind kind) =>
        kind switch
        {
            FailureKind.OutOfMemory => ExperimentStatus.OutOfMemory,
            FailureKind.Diverged => ExperimentStatus.Diverged,
            FailureKind.RuleBroken => ExperimentStatus.Invalid,
            _ => ExperimentStatus.Crashed,
        };
}

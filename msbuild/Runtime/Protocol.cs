using System.Text.Json.Serialization;

namespace AutoResearch;

/// <summary>What the harness tells a training process to do, one JSON line each, in this order of use.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "order")]
[JsonDerivedType(typeof(OpenOrder), "open")]
[JsonDerivedType(typeof(TrainOrder), "train")]
[JsonDerivedType(typeof(SaveOrder), "save")]
[JsonDerivedType(typeof(LoadOrder), "load")]
[JsonDerivedType(typeof(EvaluateOrder), "evaluate")]
[JsonDerivedType(typeof(TryOrder), "try")]
internal abstract record Order;

/// <summary>Open the run and build the model.</summary>
/// <param name="Train">False in a process that will only load and score: it gets no training data.</param>
internal sealed record OpenOrder(long Seed, string Budget, string Device, bool Train) : Order;

/// <summary>Train the model; the Runtime holds the clock.</summary>
/// <param name="Paced">A budget in seconds is counted by what the machine could have done at its usual pace, where that can be
/// measured; else by the wall clock.</param>
/// <param name="Yardstick">How long the yardstick takes at the usual pace, in seconds: see <see cref="PaceMeter"/>. Null lets this run
/// decide what is usual.</param>
internal sealed record TrainOrder(bool Paced = false, double? Yardstick = null) : Order;

/// <summary>Save the weights.</summary>
internal sealed record SaveOrder(string Path) : Order;

/// <summary>Load the weights that another process saved.</summary>
internal sealed record LoadOrder(string Path) : Order;

/// <summary>Score the model on a text that arrives with the order: before the clock has stopped, it is not in the process.</summary>
/// <param name="Seed">Decides what the evaluator draws, so that a candidate cannot foresee it.</param>
/// <param name="Bytes">How many bytes of the split follow the line.</param>
/// <param name="Compressed">True if these are gzip's.</param>
/// <param name="Worth">
/// The smallest unfair gain that has to be found, in units of the metric: what is scored would be kept. Null for a score like any other.
/// </param>
internal sealed record EvaluateOrder(int Seed, long Bytes, bool Compressed, double? Worth = null) : Order
{
    [JsonIgnore]
    public byte[] Data { get; init; } = [];
}

/// <summary>Try the device: no model is built and no code of Train.cs is called.</summary>
internal sealed record TryOrder(string Device) : Order;

/// <summary>What a training process tells the harness, one JSON line each.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(StartedEvent), "started")]
[JsonDerivedType(typeof(StepEvent), "step")]
[JsonDerivedType(typeof(ProcessorsEvent), "processors")]
[JsonDerivedType(typeof(TrainedEvent), "trained")]
[JsonDerivedType(typeof(LoadedEvent), "loaded")]
[JsonDerivedType(typeof(EvaluatedEvent), "evaluated")]
[JsonDerivedType(typeof(SavedEvent), "saved")]
[JsonDerivedType(typeof(TriedEvent), "tried")]
[JsonDerivedType(typeof(FailedEvent), "failed")]
internal abstract record TrainingEvent;

/// <summary>The model is built and training can begin.</summary>
internal sealed record StartedEvent(string Device, long Parameters, string Metric, Direction Direction) : TrainingEvent;

/// <summary>A step was taken; sent a few times a second. Seconds are of training, Progress is of the budget.</summary>
internal sealed record StepEvent(long Step, float Loss, long Tokens, double Seconds, double Progress) : TrainingEvent;

/// <summary>How training fares, once a second. Seconds are of training.</summary>
/// <param name="Pace">The machine's pace so far, as a fraction of its usual one; null where nobody measures it.</param>
internal sealed record ProcessorsEvent(double Seconds, ProcessorUse Processors, double? Pace = null) : TrainingEvent;

/// <summary>Training returned. Processors is what was used while it ran.</summary>
/// <param name="Pace">The machine's pace, as a fraction of its usual one; null where nobody measured it.</param>
/// <param name="Yardstick">How long the yardstick takes at the usual pace, in seconds; null where nobody measured it.</param>
/// <param name="Late">How long it went on after its budget in seconds was known to be spent, in seconds at the usual pace.</param>
internal sealed record TrainedEvent(
    double Seconds,
    long Steps,
    long Tokens,
    float? Loss,
    bool Finished,
    ProcessorUse Processors,
    double? Pace = null,
    double? Yardstick = null,
    double Late = 0
) : TrainingEvent;

/// <summary>The weights were loaded.</summary>
internal sealed record LoadedEvent : TrainingEvent;

/// <summary>
/// The model was scored. PeakMemory in bytes. Value may be any number, NaN included. Note is what a person has to be told of how
/// closely it was looked at; null where there is nothing to tell.
/// </summary>
internal sealed record EvaluatedEvent(
    [property: JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)] double Value,
    double Seconds,
    long PeakMemory,
    string? Note = null
) : TrainingEvent;

/// <summary>The weights were saved.</summary>
internal sealed record SavedEvent : TrainingEvent;

/// <summary>The device was tried.</summary>
/// <param name="What">What was multiplied; null where the experiment has nothing to try.</param>
/// <param name="Error">How far the product was from the right one, at most.</param>
/// <param name="Seconds">Of one product.</param>
/// <param name="Operations">Of one product.</param>
internal sealed record TriedEvent(
    string Device,
    string? What,
    [property: JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)] double Error,
    double Seconds,
    double Operations
) : TrainingEvent;

/// <summary>Something threw. Nothing follows.</summary>
/// <param name="Stage">
/// What the process was doing. "open" is before any code of Train.cs was called: the fault is the machine's, or Prepare.cs's.
/// </param>
internal sealed record FailedEvent(FailureKind Kind, string Stage, string Message, string? Detail) : TrainingEvent;

/// <summary>Why a run gave no score.</summary>
internal enum FailureKind
{
    /// <summary>Code of the experiment threw.</summary>
    Crashed,

    /// <summary>The host or the device had no memory left.</summary>
    OutOfMemory,

    /// <summary>The loss became NaN, infinite or exploded.</summary>
    Diverged,

    /// <summary>The model broke a rule of the evaluation.</summary>
    RuleBroken,
}

[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(TrainingEvent))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    AllowOutOfOrderMetadataProperties = false
)]
internal sealed partial class ProtocolJson : JsonSerializerContext;

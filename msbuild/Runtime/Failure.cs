namespace AutoResearch;

/// <summary>Turns an exception into what the harness and a person need to know of it.</summary>
internal static class Failure
{
    // libtorch has no exception type of its own here: its messages are all there is (c10/core/impl/alloc_cpu.cpp and
    // c10/cuda/CUDACachingAllocator.cpp).
    private static readonly string[] OutOfMemoryPhrases =
    [
        "not enough memory: you tried to allocate",
        "can't allocate memory",
        "out of memory",
        "CUBLAS_STATUS_ALLOC_FAILED",
        "CUDNN_STATUS_ALLOC_FAILED",
    ];

    // Long enough for any honest message; libtorch appends its own C++ stack to some.
    private const int MessageLimit = 600;

    public static FailedEvent Describe(Exception exception, string stage)
    {
        var cause = exception is TypeInitializationException or System.Reflection.TargetInvocationException
            ? exception.InnerException ?? exception
            : exception;
        var message = cause is DivergedException or RuleBrokenException
            ? cause.Message
            : $"{cause.GetType().Name}: {FirstParagraph(cause.Message)}";
        return new FailedEvent(Classify(cause), stage, message, exception.ToString());
    }

    private static FailureKind Classify(Exception exception) =>
        exception switch
        {
            DivergedException => FailureKind.Diverged,
            RuleBrokenException => FailureKind.RuleBroken,
            OutOfMemoryException => FailureKind.OutOfMemory,
            _ when OutOfMemoryPhrases.Any(phrase => exception.Message.Contains(phrase, StringComparison.OrdinalIgnoreCase)) =>
                FailureKind.OutOfMemory,
            _ => FailureKind.Crashed,
        };

    private static string FirstParagraph(string text)
    {
        var end = text.IndexOf("\nException raised from", StringComparison.Ordinal);
        var head = (end < 0 ? text : text[..end]).ReplaceLineEndings(" ").Trim();
        return head.Length <= MessageLimit ? head : head[..MessageLimit] + "…";
    }
}

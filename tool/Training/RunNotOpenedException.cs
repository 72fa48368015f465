namespace AutoResearch.Training;

/// <summary>
/// A run failed before any code of the candidate was called: its machine or Prepare.cs is at fault, and there is no experiment to record.
/// </summary>
internal sealed class RunNotOpenedException(FailureKind kind, string message) : Exception(message)
{
    public FailureKind Kind => kind;
}

namespace AutoResearch.Research;

/// <summary>Receives messages that a person should see but that are not errors.</summary>
internal interface INotices
{
    /// <param name="text">One or more sentences, on one line.</param>
    void Notice(string text);
}

namespace AutoResearch.Research;

/// <summary>Takes what a person should know that is no error.</summary>
internal interface INotices
{
    /// <param name="text">One or more sentences, on one line.</param>
    void Notice(string text);
}

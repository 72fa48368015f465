namespace AutoResearch.Language;

/// <summary>
/// What a person reads when an editable file goes beyond what it may: the same words from the analyzer and from the tool.
/// <c>file</c> is the editable file's own name, such as <c>Train.cs</c>.
/// </summary>
internal static class BoundaryMessages
{
    private const string WhatIsOpen = "what is open are TorchSharp's modelling functions, arithmetic, collections, LINQ and the run";

    /// <summary>AR0004: <c>System.IO.File is outside what Train.cs may use; the training data is run.Data</c>.</summary>
    public static string Symbol(string symbol, string file, string advice) =>
        $"{symbol} is outside what {file} may use; {(advice.Length > 0 ? advice : WhatIsOpen)}";

    /// <summary>AR0004: deriving from a class, or implementing an interface, that is not meant for it.</summary>
    public static string Derive(string type, string file) =>
        $"Deriving from {type} is outside what {file} may do; derive modules from torch.nn.Module and write other classes without a base";

    /// <summary>AR0004: overriding what the evaluator calls.</summary>
    public static string Override(string member, string file) =>
        $"Overriding {member} is outside what {file} may do; the evaluator relies on it, so put the model's work into forward";

    /// <summary>AR0004: assigning a static field or property that the file does not declare itself, or handing it out by
    /// reference.</summary>
    public static string Write(string symbol, string file) =>
        $"Changing {symbol} is outside what {file} may do; the evaluator uses it, too, so keep a value of your own";

    /// <summary>AR0003: <c>unsafe is outside what Train.cs may contain; use arrays, spans and tensors</c>.</summary>
    public static string Construct(string construct, string file, string advice) =>
        $"{construct} is outside what {file} may contain; {advice}";

    /// <summary>AR0003: a declaration whose name a locked file would find instead of what it means.</summary>
    public static string Hijack(string name, string file, string lockedFile) =>
        $"{file} may not declare {name}: {lockedFile} uses that name and would find this declaration; choose another name";

    /// <summary>AR0003: more data in the source than settings need.</summary>
    public static string Literals(string file, int limit) =>
        $"The text, digits and list elements in {file} are more than {limit}, which is data and no longer "
        + $"settings; what a model knows it learns from run.Data";

    /// <summary>AR0003: a file so long that it can spell data.</summary>
    public static string TooLong(string file, int limit) =>
        $"{file} has more than {limit} tokens, which is more than a model needs; write what repeats as a loop";
}

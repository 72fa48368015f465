using AutoResearch.Language;

namespace AutoResearch.Analyzers.Boundary;

/// <summary>Why a symbol may not be used: how it is called, and what to use instead.</summary>
internal sealed class Objection(string name, string advice)
{
    public string Message(string file) => BoundaryMessages.Symbol(name, file, advice);
}

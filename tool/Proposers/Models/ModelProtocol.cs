namespace AutoResearch.Proposers.Models;

/// <summary>How a model is spoken to.</summary>
internal enum ModelProtocol
{
    /// <summary>Chat completions as OpenAI defined them, which most servers speak.</summary>
    OpenAI,

    /// <summary>Ollama's own: its OpenAI-compatible endpoint cuts long prompts without a word, and has no field that would prevent
    /// it.</summary>
    Ollama,
}

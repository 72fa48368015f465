namespace AutoResearch.Proposers.Models;

/// <summary>A model's answer cannot be used. The message is for the model, so that its second try is better.</summary>
internal sealed class AnswerException(string message) : Exception(message);

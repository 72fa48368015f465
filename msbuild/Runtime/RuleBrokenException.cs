namespace AutoResearch;

/// <summary>
/// Thrown by Prepare.cs when a model breaks a rule of the evaluation: it looks at what it has to predict, say. The experiment
/// ends as <c>invalid</c>, and the message is its reason.
/// </summary>
/// <param name="message">Names the rule and how it was broken.</param>
public sealed class RuleBrokenException(string message) : Exception(message);

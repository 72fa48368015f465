namespace AutoResearch;

/// <summary>
/// Two matrices on the device that a run computes on, for <c>dotnet autoresearch doctor</c>: whether their product is right, and how fast
/// it is made. Prepare.cs knows how to multiply; the Runtime repeats it and holds the clock.
/// </summary>
/// <param name="What">What is multiplied, as the rest of a sentence: <c>two bf16 matrices of 8192 x 8192</c>.</param>
/// <param name="Operations">Floating point operations of one product.</param>
/// <param name="Multiply">Makes the product once, and drops it.</param>
/// <param name="LargestError">Makes it once more and says how far it is from the right one, at most; 0 where all of it is right.</param>
public sealed record DeviceTrial(string What, double Operations, Action Multiply, Func<double> LargestError);

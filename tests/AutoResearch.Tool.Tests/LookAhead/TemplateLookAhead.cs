using System.Reflection;
using AutoResearch.Tests.Verification;

namespace AutoResearch.Tests.LookingAhead;

/// <summary>The class LookAhead of the template's Prepare.cs, compiled from there, and driven as Examine drives it.</summary>
internal sealed class TemplateLookAhead
{
    private static readonly Lazy<Type> Compiled = new(Compile);

    private readonly object lookAhead;

    public TemplateLookAhead(byte[] text) => lookAhead = Activator.CreateInstance(Compiled.Value, text)!;

    public bool Catches(PeekingModel model, double worth, int seed)
    {
        const int windows = 512;
        var first = Enumerable.Range(0, windows).Select(row => Call<byte[]>("Window", row)).Select(window => model.Bits(window, window, later: false)).ToArray();
        Call<object>("Draw", first, worth, new Random(seed));
        var rows = (int)Compiled.Value.GetProperty("Rows")!.GetValue(lookAhead)!;
        var second = Enumerable.Range(0, rows).Select(row => model.Bits(Call<byte[]>("Row", row), Call<byte[]>("Target", row), later: true)).ToArray();
        try
        {
            Call<object>("RequireHonesty", first, second, worth);
            return false;
        }
        catch (TargetInvocationException exception) when (exception.InnerException is RuleBrokenException)
        {
            return true;
        }
    }

    private T Call<T>(string method, params object[] arguments) => (T)Compiled.Value.GetMethod(method)!.Invoke(lookAhead, arguments)!;

    private static Type Compile()
    {
        using var assembly = new MemoryStream();
        var result = CompiledSample.Compile(CompiledSample.Read("Template/Train.cs"), CompiledSample.Read("Template/Prepare.cs")).Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return Assembly.Load(assembly.ToArray()).GetType("LookAhead", throwOnError: true)!;
    }
}

using System.Reflection;
using AutoResearch.Tests.Boundary;

namespace AutoResearch.Tests.LookingAhead;

/// <summary>The class LookAhead of the template's Prepare.cs, compiled from there, and driven as Examine and Evaluate drive it.</summary>
internal sealed class TemplateLookAhead
{
    private const int Windows = 512;

    private static readonly Lazy<Type> Compiled = new(Compile);

    private readonly object lookAhead;
    private readonly byte[][] windows;

    public TemplateLookAhead(byte[] text)
    {
        lookAhead = Activator.CreateInstance(Compiled.Value, text)!;
        var window = Method<Func<int, byte[]>>("Window");
        windows = [.. Enumerable.Range(0, Windows).Select(window)];
    }

    /// <summary>How many rows the last model was given with another future.</summary>
    public int Draws => (int)Compiled.Value.GetProperty("Draws")!.GetValue(lookAhead)!;

    /// <summary>What a person is told of the last model.</summary>
    public string? Shortfall => (string?)Compiled.Value.GetProperty("Shortfall")!.GetValue(lookAhead);

    public bool Catches(PeekingModel model, double worth, int seed)
    {
        Method<Action<double, Random>>("Draw")(worth, new Random(seed));
        var (given, target) = (Method<Func<int, byte[]>>("Given"), Method<Func<int, byte[]>>("Target"));
        var altered = Enumerable.Range(0, Draws).Select(row => model.Bits(given(row), target(row))).ToArray();
        var examined = windows.Select(window => model.Bits(window, window)).ToArray();
        try
        {
            Method<Action<float[][], float[][]>>("RequireHonesty")(altered, examined);
            model.Examined = true;
            Static<Action<float[][], float[][]>>("RequireSame")(examined, [.. windows.Select(window => model.Bits(window, window))]);
            return false;
        }
        catch (RuleBrokenException)
        {
            return true;
        }
    }

    /// <summary>The places at which the rows of the last model part from their windows.</summary>
    public IEnumerable<int> Cuts()
    {
        var (given, target) = (Method<Func<int, byte[]>>("Given"), Method<Func<int, byte[]>>("Target"));
        return Enumerable.Range(0, Draws).Select(row => given(row).AsSpan().CommonPrefixLength(target(row)));
    }

    private T Method<T>(string name)
        where T : Delegate => Compiled.Value.GetMethod(name)!.CreateDelegate<T>(lookAhead);

    private static T Static<T>(string name)
        where T : Delegate => Compiled.Value.GetMethod(name)!.CreateDelegate<T>();

    private static Type Compile()
    {
        using var assembly = new MemoryStream();
        var result = CompiledSample
            .Compile(CompiledSample.Read("Template/Train.cs"), CompiledSample.Read("Template/Prepare.cs"))
            .Emit(assembly);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return Assembly.Load(assembly.ToArray()).GetType("LookAhead", throwOnError: true)!;
    }
}

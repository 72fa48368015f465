namespace AutoResearch.Tests.Boundary;

/// <summary>Constructs that lead around the list, or run code that nobody calls.</summary>
internal static class ConstructTechniques
{
    public static readonly IReadOnlyList<Technique> All =
    [
        new("Async", Codes.Construct, "async", Members: "public static async Task Wait() => await Task.Delay(1);"),
        new("Dynamic", Codes.Construct, "dynamic", Body: """dynamic any = run; any.Data.save("x");"""),
        new(
            "ExpressionTree",
            Codes.Construct,
            "expression tree",
            Body: "System.Linq.Expressions.Expression<Func<int>> code = () => Helper.Twice(2); Console.WriteLine(code.Compile()());"
        ),
        new(
            "ExternMethod",
            Codes.Construct,
            "extern",
            Members: """[System.Runtime.CompilerServices.UnsafeAccessor(System.Runtime.CompilerServices.UnsafeAccessorKind.Field, Name = "<settings>P")] private static extern ref int Settings(Run run);"""
        ),
        new(
            "DllImport",
            Codes.Construct,
            "native library",
            Members: """[System.Runtime.InteropServices.DllImport("libc")] private static extern int getpid();"""
        ),
        new(
            "FunctionPointer",
            Codes.Construct,
            "function pointer",
            Members: """public static unsafe void Call() { delegate*<string, bool> exists = &File.Exists; exists("x"); }"""
        ),
        new("PointerParameter", Codes.Construct, "pointer", Members: "public static unsafe int Read(int* address) => *address;"),
        new("AddressOf", Codes.Construct, "pointer", Members: "public static unsafe int Read() { var value = 3; return *(&value + 5); }"),
        new(
            "Fixed",
            Codes.Construct,
            "fixed",
            Members: "public static unsafe byte Read(byte[] bytes) { fixed (byte* first = bytes) return first[1000]; }"
        ),
        new("Stackalloc", Codes.Construct, "stackalloc", Body: "Span<int> left = stackalloc int[100]; Console.WriteLine(left[50]);"),
        new(
            "TypedReference",
            Codes.Construct,
            "typed reference",
            Body: "var value = 3; var reference = __makeref(value); __refvalue(reference, int) = 4;"
        ),
        new(
            "ExplicitLayout",
            Codes.Construct,
            "explicit layout",
            Types: "[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit)] public struct Pun "
                + "{ [System.Runtime.InteropServices.FieldOffset(0)] public object Any; "
                + "[System.Runtime.InteropServices.FieldOffset(0)] public string Text; }"
        ),
        new(
            "StaticConstructor",
            Codes.Construct,
            "static constructor",
            Types: "public static class Early { public static readonly int Value; static Early() { Value = 3; } }"
        ),
        new("Finaliser", Codes.Construct, "finaliser", Types: "public class Late { ~Late() { Console.WriteLine(); } }"),
        new(
            "ModuleInitialiser",
            Codes.Construct,
            "module initialiser",
            Members: "[System.Runtime.CompilerServices.ModuleInitializer] internal static void Early() { }"
        ),
        new(
            "StaticField",
            Codes.Construct,
            "Training.Counter",
            Members: "private static int Counter; public static int Next() => ++Counter;"
        ),
        new("StaticProperty", Codes.Construct, "Training.Best", Members: "public static Tensor? Best { get; set; }"),
        new(
            "StaticEvent",
            Codes.Construct,
            "Training.Done",
            Members: "public static event Action? Done; public static void Raise() => Done?.Invoke();"
        ),
        new(
            "PartialProgram",
            Codes.Construct,
            "a part of Program",
            Types: "partial class Program { public static void Hide() => Console.WriteLine(); }"
        ),
        new("PartialProgramField", Codes.Construct, "a part of Program", Types: "partial class Program { private static int hidden = 3; }"),
        new(
            "PartialProgramConstructor",
            Codes.Construct,
            "a part of Program",
            Types: "partial class Program { public Program() { Console.WriteLine(); } }"
        ),
        new(
            "PartialProgramBase",
            Codes.Construct,
            "a part of Program",
            Types: "partial class Program : IDisposable { void IDisposable.Dispose() { } }"
        ),
        new(
            "ExtensionHijack",
            Codes.Construct,
            "Hijack.Average",
            Types: "public static class Hijack { public static double Average(this double[] values) => 0; }"
        ),
        new("TypeHijack", Codes.Construct, "Math", Types: "public static class Math { public static double Sqrt(double value) => 0; }"),
        new(
            "NestedNameHijack",
            Codes.Construct,
            "functional",
            Types: "public static class functional { public static Tensor mse_loss(Tensor input, Tensor target) => zeros(1); }"
        ),
        new("SystemNamespace", Codes.Construct, "namespace System", Types: "namespace System.Extra { public class Innocent { } }"),
        new("ModuleAttribute", Codes.Construct, "SkipLocalsInit", Usings: "[module: System.Runtime.CompilerServices.SkipLocalsInit]"),
        new(
            "IgnoresAccessChecks",
            Codes.Construct,
            "IgnoresAccessChecksTo",
            Types: "namespace System.Runtime.CompilerServices { public sealed class IgnoresAccessChecksToAttribute(string name) : "
                + "Attribute { public string Name => name; } }",
            Usings: """[assembly: System.Runtime.CompilerServices.IgnoresAccessChecksTo("TorchSharp")]"""
        ),
        new(
            "TypeForwarder",
            Codes.Construct,
            "forwarded",
            Usings: "[assembly: System.Runtime.CompilerServices.TypeForwardedTo(typeof(System.IO.File))]"
        ),
    ];
}

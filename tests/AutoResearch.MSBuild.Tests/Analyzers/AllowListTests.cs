extern alias analyzers;

using System.Reflection;
using analyzers::AutoResearch.Language;

namespace AutoResearch.Tests.Analyzers;

/// <summary>The list itself: every line means something, and nothing that it opens smells of files, memory, seeds or reflection.</summary>
public class AllowListTests
{
    // Reviewed, with the reason why it is no way out.
    private static readonly Dictionary<string, string> Reviewed = new()
    {
        ["System.Reflection.MemberInfo.Name"] = "the name only",
        ["System.Type.ToString"] = "the name only",
        ["System.Type.op_Equality"] = "compares",
        ["System.Type.op_Inequality"] = "compares",
        ["System.Object.GetType"] = "a Type, of which only the name is open",
        ["System.Exception.GetType"] = "a Type, of which only the name is open",
        ["System.Array.CreateInstance"] = "makes an array of a type that can be named",
        ["System.Array.CreateInstanceFromArrayType"] = "makes an array of a type that can be named",
        ["System.Convert.ChangeType"] = "converts between numbers and text",
        ["System.Enum.Format"] = "asks about an enum that can be named",
        ["System.Enum.GetName"] = "asks about an enum that can be named",
        ["System.Enum.GetNames"] = "asks about an enum that can be named",
        ["System.Enum.GetValues"] = "asks about an enum that can be named",
        ["System.Enum.GetValuesAsUnderlyingType"] = "asks about an enum that can be named",
        ["System.Enum.IsDefined"] = "asks about an enum that can be named",
        ["System.Enum.Parse"] = "asks about an enum that can be named",
        ["System.Enum.ToObject"] = "asks about an enum that can be named",
        ["System.Enum.TryParse"] = "asks about an enum that can be named",
        ["System.IFormatProvider.GetFormat"] = "answers how numbers are written",
        ["System.Lazy..ctor"] = "the mode for threads cannot be named",
        ["System.ObjectDisposedException.ThrowIf"] = "throws",
        ["System.Collections.ArrayList.ToArray"] = "makes an array of a type that can be named",
        ["System.Linq.Enumerable.Aggregate"] = "the seed is the first value of a sum",
        ["System.Linq.Enumerable.AggregateBy"] = "the seed is the first value of a sum",
        ["System.IConvertible.ToType"] = "converts between numbers and text",
    };

    private static readonly string[] Smells =
    [
        "path",
        "filename",
        "file",
        "location",
        "url",
        "stream",
        "handle",
        "seed",
        "reader",
        "writer",
        "assembly",
        "generator",
    ];

    [Fact]
    public void Every_line_names_something_that_exists()
    {
        var lines = File.ReadAllLines(Path.Combine(Candidate.RepositoryRoot, "msbuild/Shared/Language/AllowedSymbols.txt"));
        var names = OpenSurface.Types.SelectMany(type => Names(type)).ToHashSet();
        names.UnionWith(OpenSurface.Types.Select(type => OpenSurface.Namespace(type) + ".*"));

        var unknown = lines
            .Where(line => line.Length > 2 && line[0] is '+' or '^' or ':')
            .Select(line => line[2..])
            .Where(name => !names.Contains(name));

        Assert.Equal("", string.Join("\n", unknown));
    }

    [Fact]
    public void Every_exception_of_TorchSharp_names_something_that_exists()
    {
        var lines = File.ReadAllLines(Path.Combine(Candidate.RepositoryRoot, "msbuild/Shared/Language/AllowedSymbols.txt"));
        var names = OpenSurface.Types.Where(OpenSurface.IsTorchSharp).SelectMany(Names).ToHashSet();

        var unknown = lines
            .Where(line => line.StartsWith("- TorchSharp.", StringComparison.Ordinal))
            .Select(line => line[2..line.IndexOf(" | ", StringComparison.Ordinal)])
            .Where(name => !name.EndsWith(".*", StringComparison.Ordinal) && !names.Contains(name));

        Assert.Equal("", string.Join("\n", unknown));
    }

    [Fact]
    public void Nothing_open_smells()
    {
        var smelling =
            from type in OpenSurface.Types
            from method in OpenSurface.Methods(type)
            let name = $"{OpenSurface.Full(type)}.{OpenSurface.Name(method)}"
            where OpenSurface.IsOpen(type, OpenSurface.Name(method)) && !Reviewed.ContainsKey(name) && !TakesPointers(type, method)
            let smell = Smell(method)
            where smell is not null
            select $"{name}: {smell}";

        Assert.Equal("", string.Join("\n", smelling.Distinct()));
    }

    [Fact]
    public void What_is_closed_stays_closed_where_it_is_overridden()
    {
        var reopened =
            from type in OpenSurface.Types.Where(OpenSurface.IsTorchSharp)
            from method in OpenSurface.Methods(type).OfType<MethodInfo>()
            let declared = method.GetBaseDefinition()
            where
                declared.DeclaringType != type
                && OpenSurface.IsOpen(type, OpenSurface.Name(method))
                && OpenSurface.IsOpen(declared.DeclaringType!)
                && !OpenSurface.IsOpen(declared.DeclaringType!, OpenSurface.Name(method))
            select $"{OpenSurface.Full(type)}.{OpenSurface.Name(method)}";

        Assert.Equal("", string.Join("\n", reopened.Distinct()));
    }

    // Others mix in a number that is drawn when the process starts, or an address.
    private static readonly HashSet<Type> ReproducibleHashCodes =
    [
        typeof(bool),
        typeof(byte),
        typeof(sbyte),
        typeof(short),
        typeof(ushort),
        typeof(int),
        typeof(uint),
        typeof(long),
        typeof(ulong),
        typeof(char),
        typeof(Half),
        typeof(float),
        typeof(double),
        typeof(decimal),
        typeof(System.Text.Rune),
        typeof(Index),
        typeof(Enum),
    ];

    [Fact]
    public void No_open_hash_code_differs_from_run_to_run()
    {
        var random = OpenSurface
            .Types.Where(type =>
                !ReproducibleHashCodes.Contains(type) && OpenSurface.Methods(type).Any(method => method.Name == "GetHashCode")
            )
            .Where(type => OpenSurface.IsOpen(type, "GetHashCode"))
            .Select(OpenSurface.Full)
            .Distinct();

        Assert.Equal("", string.Join("\n", random));
    }

    [Theory]
    [InlineData("+ A.B", "Line 1")]
    [InlineData("## Group\n+ A.B\nA.C", "Line 3")]
    [InlineData("## Group\n- A.B", "advice")]
    [InlineData("## Group\n+ A.B | advice", "advice")]
    [InlineData("## Group\n+ A.B\n+ A.B", "repeats")]
    [InlineData("## Group\n- A.* | x\n- A.* | y", "repeats")]
    [InlineData("## Group\n? A.B", "starts with none")]
    [InlineData("## Group\n^ A.*", "one symbol")]
    public void A_line_that_cannot_be_read_is_named(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => AllowList.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_most_specific_line_wins()
    {
        var list = AllowList.Parse("## Group\n+ A.*\n- A.B | type\n+ A.B.C\n- A.D.E | member\n- X.* | above\n~ A.B.F\n^ A.B.C\n: A.B\n");

        Assert.True(list.Type("A", "D").Allowed);
        Assert.True(list.Type("A", "B").Allowed);
        Assert.True(list.Member("A", "B", "C", compiled: false).Allowed);
        Assert.Equal("type", list.Member("A", "B", "D", compiled: false).Advice);
        Assert.Equal("member", list.Member("A", "D", "E", compiled: false).Advice);
        Assert.True(list.Member("A", "D", "F", compiled: false).Allowed);
        Assert.False(list.Type("A", "D.Nested").Allowed);
        Assert.False(list.Type("A.Z", "D").Allowed);
        Assert.Equal("above", list.Member("X.Y", "Z", "M", compiled: false).Advice);
        Assert.False(list.Member("A", "B", "F", compiled: false).Allowed);
        Assert.True(list.Member("A", "B", "F", compiled: true).Allowed);
        Assert.True(list.MayOverride("A", "B", "C") && !list.MayOverride("A", "B", "D"));
        Assert.True(list.MayDerive("A", "B") && !list.MayDerive("A", "D"));
    }

    // With what it inherits: compiled code may name either type.
    private static IEnumerable<string> Names(Type type)
    {
        yield return OpenSurface.Full(type);
        for (
            var declaring = type;
            declaring is not null && declaring != typeof(object) || declaring == type;
            declaring = declaring.BaseType
        )
        {
            foreach (
                var member in OpenSurface
                    .Methods(declaring!)
                    .Select(OpenSurface.Name)
                    .Concat(OpenSurface.Fields(declaring!).Select(field => field.Name))
            )
                yield return $"{OpenSurface.Full(type)}.{member}";
        }
    }

    // Closed by the rule about pointers, whatever the list says.
    private static bool TakesPointers(Type type, MethodBase method) =>
        typeof(Delegate).IsAssignableFrom(type)
        || OpenSurface.Signature(method).Any(part => part.IsPointer || part == typeof(nint) || part == typeof(nuint));

    private static string? Smell(MethodBase method)
    {
        var name = method
            .GetParameters()
            .FirstOrDefault(parameter => Smells.Contains(parameter.Name?.ToLowerInvariant()) && !IsGenerator(parameter))
            ?.Name;
        return name is not null ? $"parameter {name}" : OpenSurface.Signature(method).FirstOrDefault(part => IsFar(method, part))?.FullName;
    }

    // A generator cannot be had, so a parameter for one does no harm; to return one would.
    private static bool IsGenerator(ParameterInfo parameter) => parameter.ParameterType == typeof(TorchSharp.torch.Generator);

    private static bool IsFar(MethodBase method, Type part) =>
        (part == typeof(TorchSharp.torch.Generator) && method is MethodInfo info && info.ReturnType == part)
        || part == typeof(Type)
        || part == typeof(Random)
        || part == typeof(TypedReference)
        || part.FullName is "System.RuntimeTypeHandle"
        || part.Namespace
            is "System.IO"
                or "System.Net"
                or "System.Reflection"
                or "System.Threading"
                or "System.Threading.Tasks"
                or "System.Runtime.InteropServices"
        || part.Namespace?.StartsWith("System.Reflection.", StringComparison.Ordinal) == true;
}

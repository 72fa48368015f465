extern alias analyzers;

using System.Reflection;
using analyzers::AutoResearch.Language;

namespace AutoResearch.Tests.Analyzers;

/// <summary>The public surface that <c>AllowedSymbols.txt</c> talks about, by reflection.</summary>
internal static class OpenSurface
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Assembly TorchSharp = typeof(TorchSharp.torch).Assembly;

    /// <summary>Every type that code elsewhere can name, of TorchSharp, the Runtime and the parts of .NET that the list names.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        .. Framework()
            .Append(TorchSharp)
            .Append(typeof(Run).Assembly)
            .Append(typeof(TorchRun).Assembly)
            .SelectMany(assembly => assembly.GetTypes().Where(IsVisible))
            .Distinct(),
    ];

    public static bool IsTorchSharp(Type type) => type.Assembly == TorchSharp;

    public static string Namespace(Type type) => type.Namespace ?? "";

    /// <summary>As the list writes it: nested with '.', without arity.</summary>
    public static string Name(Type type) =>
        (type.DeclaringType is { } outer ? Name(outer) + "." : "")
        + (type.Name.IndexOf('`') is > 0 and var tick ? type.Name[..tick] : type.Name);

    public static string Full(Type type) => Namespace(type).Length == 0 ? Name(type) : $"{Namespace(type)}.{Name(type)}";

    /// <summary>A property for its accessors, and no member that only the type itself sees.</summary>
    public static string Name(MethodBase method) =>
        method.IsSpecialName
        && method.Name.IndexOf('_') is > 0 and var underscore
        && method.Name[..underscore] is "get" or "set" or "add" or "remove"
            ? method.Name[(method.Name.IndexOf('_') + 1)..]
            : method.Name;

    public static IEnumerable<MethodBase> Methods(Type type) => type.GetMembers(Everything).OfType<MethodBase>().Where(IsVisible);

    public static IEnumerable<FieldInfo> Fields(Type type) =>
        type.GetFields(Everything).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly);

    public static bool IsOpen(Type type) => AllowList.Default.Type(Namespace(type), Name(type)).Allowed;

    public static bool IsOpen(Type type, string member) =>
        IsOpen(type) && AllowList.Default.Member(Namespace(type), Name(type), member, compiled: false).Allowed;

    /// <summary>The types of a signature, taken apart to the last element and argument.</summary>
    public static IEnumerable<Type> Signature(MethodBase method) =>
        method
            .GetParameters()
            .Select(parameter => parameter.ParameterType)
            .Append(method is MethodInfo info ? info.ReturnType : typeof(void))
            .SelectMany(Parts);

    private static IEnumerable<Type> Parts(Type type)
    {
        yield return type;
        foreach (var part in (type.GetElementType() is { } element ? [element] : type.GetGenericArguments()).SelectMany(Parts))
            yield return part;
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsVisible(Type type) =>
        (type.IsPublic || type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem)
        && (type.DeclaringType is null || IsVisible(type.DeclaringType));

    private static IEnumerable<Assembly> Framework() =>
        new[]
        {
            "System.Private.CoreLib",
            "System.Runtime.Numerics",
            "System.Linq",
            "System.Collections",
            "System.Collections.Immutable",
            "System.Console",
            "System.Runtime",
            "System.ObjectModel",
            "System.Threading",
        }.Select(Assembly.Load);
}

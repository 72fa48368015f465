using System.Linq;
using Microsoft.CodeAnalysis;

namespace AutoResearch.Analyzers.Boundary;

/// <summary>Symbols as the allow-list writes them.</summary>
internal static class SymbolNames
{
    public static string Namespace(INamedTypeSymbol type) => Namespace(type.ContainingNamespace);

    /// <summary><c>List</c>, or nested <c>torch.nn.Module</c>.</summary>
    public static string Type(INamedTypeSymbol type) => type.ContainingType is { } outer ? Type(outer) + "." + type.Name : type.Name;

    public static string Full(INamedTypeSymbol type) => Namespace(type) is { Length: > 0 } ns ? ns + "." + Type(type) : Type(type);

    /// <summary><c>Length</c>, <c>.ctor</c>, <c>op_Addition</c>.</summary>
    public static string Member(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.StaticConstructor } ? ".ctor" : member.MetadataName;

    /// <summary>As a person writes it: without <c>.ctor</c>.</summary>
    public static string Spoken(INamedTypeSymbol type, ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? $"new {Full(type)}" : $"{Full(type)}.{member.Name}";

    /// <summary>True where a pointer is passed or returned, or an integer that may hold one, such as a native handle.</summary>
    public static bool TakesPointers(ISymbol member) =>
        member switch
        {
            IMethodSymbol { ContainingType.TypeKind: TypeKind.Delegate } => false,
            IMethodSymbol method => IsPointer(method.ReturnType) || method.Parameters.Any(parameter => IsPointer(parameter.Type)),
            IPropertySymbol property => IsPointer(property.Type) || property.Parameters.Any(parameter => IsPointer(parameter.Type)),
            IFieldSymbol field => IsPointer(field.Type),
            _ => false,
        };

    private static bool IsPointer(ITypeSymbol type) =>
        type switch
        {
            IPointerTypeSymbol or IFunctionPointerTypeSymbol => true,
            IArrayTypeSymbol array => IsPointer(array.ElementType),
            INamedTypeSymbol named => named.SpecialType is SpecialType.System_IntPtr or SpecialType.System_UIntPtr
                || named.TypeArguments.Any(IsPointer),
            _ => false,
        };

    private static string Namespace(INamespaceSymbol? ns) =>
        ns is null or { IsGlobalNamespace: true } ? ""
        : ns.ContainingNamespace is { IsGlobalNamespace: false } outer ? Namespace(outer) + "." + ns.Name
        : ns.Name;
}

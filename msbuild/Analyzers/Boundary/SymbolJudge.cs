using System.Collections.Concurrent;
using AutoResearch.Language;
using Microsoft.CodeAnalysis;

namespace AutoResearch.Analyzers.Boundary;

/// <summary>
/// Decides by the allow-list, once for each symbol of a compilation. What the editable files declare themselves is open;
/// what locked files declare is open, except for the experiment and the program.
/// </summary>
internal sealed class SymbolJudge(Compilation compilation, ProjectLock projectLock)
{
    private const string NotTheEvaluator = "it belongs to the evaluator, which calls Train.cs and is not called by it";

    private readonly ConcurrentDictionary<ISymbol, Objection?> inSource = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, Objection?> byCompiler = new(SymbolEqualityComparer.Default);
    private readonly AllowList list = AllowList.Default;
    private readonly INamedTypeSymbol? program = compilation.GetEntryPoint(default)?.ContainingType;

    /// <summary>What there is against using the symbol; null if nothing.</summary>
    /// <param name="symbol">A type or a member, as it is bound.</param>
    /// <param name="written">False for what the compiler adds by itself, such as the handler of an interpolated string.</param>
    public Objection? Judge(ISymbol? symbol, bool written)
    {
        var original = symbol switch
        {
            null
            or INamespaceSymbol
            or ILocalSymbol
            or IParameterSymbol
            or IRangeVariableSymbol
            or ILabelSymbol
            or IDiscardSymbol
            or ITypeParameterSymbol
            or IDynamicTypeSymbol
            or IErrorTypeSymbol => null,
            IAliasSymbol alias => alias.Target,
            IArrayTypeSymbol array => array.ElementType,
            IMethodSymbol { AssociatedSymbol: { } property } => property.OriginalDefinition,
            IMethodSymbol { MethodKind: MethodKind.BuiltinOperator or MethodKind.LocalFunction or MethodKind.AnonymousFunction } => null,
            IMethodSymbol method => (method.ReducedFrom ?? method).OriginalDefinition,
            _ => symbol.OriginalDefinition,
        };
        if (original is IAliasSymbol or IArrayTypeSymbol or INamespaceSymbol or ITypeParameterSymbol)
            return Judge(original, written);
        return original is null ? null : (written ? inSource : byCompiler).GetOrAdd(original, one => Decide(one, written));
    }

    /// <summary>Whether the member is declared outside the editable files, so that others use it, too.</summary>
    public bool IsForeign(ISymbol member) => member.ContainingType is { } type && Origin(type.OriginalDefinition) != Where.Editable;

    /// <summary>Whether candidate code may derive from the type or implement it.</summary>
    public bool MayDerive(INamedTypeSymbol type) =>
        Origin(type) switch
        {
            Where.Editable => true,
            Where.Locked => !BelongsToEvaluator(type),
            _ => list.MayDerive(SymbolNames.Namespace(type), SymbolNames.Type(type)),
        };

    /// <summary>Whether candidate code may override the member, or one that it overrides in turn.</summary>
    public bool MayOverride(ISymbol member)
    {
        for (var current = member; current is not null; current = Overridden(current))
        {
            var type = current.ContainingType.OriginalDefinition;
            if (Origin(type) != Where.Elsewhere || list.MayOverride(SymbolNames.Namespace(type), SymbolNames.Type(type), current.Name))
                return true;
        }

        return false;
    }

    public static ISymbol? Overridden(ISymbol member) =>
        member switch
        {
            IMethodSymbol method => method.OverriddenMethod,
            IPropertySymbol property => property.OverriddenProperty,
            IEventSymbol @event => @event.OverriddenEvent,
            _ => null,
        };

    private Objection? Decide(ISymbol symbol, bool written)
    {
        var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        if (type is null || type.IsAnonymousType)
            return null;
        switch (Origin(type))
        {
            case Where.Editable:
                return null;
            case Where.Locked:
                return BelongsToEvaluator(type) ? new Objection(SymbolNames.Full(type), NotTheEvaluator) : null;
        }

        var (ns, name) = (SymbolNames.Namespace(type), SymbolNames.Type(type));
        var ofType = list.Type(ns, name, compiled: !written);
        if (!ofType.Allowed)
            return new Objection(SymbolNames.Full(type), ofType.Advice);
        if (ReferenceEquals(type, symbol))
            return null;
        var ofMember = list.Member(ns, name, SymbolNames.Member(symbol), compiled: !written);
        if (!ofMember.Allowed)
            return new Objection(SymbolNames.Spoken(type, symbol), ofMember.Advice);
        return SymbolNames.TakesPointers(symbol)
            ? new Objection(SymbolNames.Spoken(type, symbol) + " with a native handle", "use long, arrays and tensors")
            : null;
    }

    private enum Where
    {
        Elsewhere,
        Locked,
        Editable,
    }

    private Where Origin(INamedTypeSymbol type)
    {
        if (type.DeclaringSyntaxReferences.Length == 0)
            return Where.Elsewhere;
        var path = type.DeclaringSyntaxReferences[0].SyntaxTree.FilePath;
        return projectLock.IsEditable(path) ? Where.Editable
            : projectLock.IsLocked(path) ? Where.Locked
            : Where.Elsewhere;
    }

    private bool BelongsToEvaluator(INamedTypeSymbol type)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (SymbolEqualityComparer.Default.Equals(outer.OriginalDefinition, program))
                return true;
            for (var ancestor = outer.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            {
                if (ancestor.Name == "Experiment" && SymbolNames.Namespace(ancestor) == "AutoResearch")
                    return true;
            }
        }

        return false;
    }
}

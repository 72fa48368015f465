using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AutoResearch.Analyzers;

/// <summary>AR0002: <c>autoresearch.lock</c> is there and cannot be read.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LockUnreadableAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rules.LockUnreadable];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationAction(Check);
    }

    private static void Check(CompilationAnalysisContext context)
    {
        if (
            ProjectLock.Find(context.Options) is not { } file
            || ProjectLock.TryRead(file, context.CancellationToken, out _, out var problem)
        )
            return;
        context.ReportDiagnostic(
            Diagnostic.Create(Rules.LockUnreadable, Location.Create(file.Path, default, default), LockMessages.Unreadable(problem))
        );
    }
}

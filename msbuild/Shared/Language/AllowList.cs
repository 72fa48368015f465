using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace AutoResearch.Language;

/// <summary>
/// <c>AllowedSymbols.txt</c>: what an editable file may use. Names are metadata names without type parameters, nested types
/// with '.'; the file's head explains the format.
/// </summary>
internal sealed class AllowList
{
    private static readonly Lazy<AllowList> Embedded = new(ReadResource);

    private readonly Dictionary<string, Verdict> symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> below = new(StringComparer.Ordinal);
    private readonly HashSet<string> namespaces = new(StringComparer.Ordinal);
    private readonly HashSet<string> byCompiler = new(StringComparer.Ordinal);
    private readonly HashSet<string> typesOfMembers = new(StringComparer.Ordinal);
    private readonly HashSet<string> overridable = new(StringComparer.Ordinal);
    private readonly HashSet<string> derivable = new(StringComparer.Ordinal);

    private AllowList() { }

    /// <summary>The list that this assembly carries; parsed once a process.</summary>
    public static AllowList Default => Embedded.Value;

    /// <summary>Every name that is open: types, members, and namespaces with <c>.*</c>. For the tests of the list itself.</summary>
    public IEnumerable<string> Open
    {
        get
        {
            foreach (var entry in symbols)
            {
                if (entry.Value.Allowed)
                    yield return entry.Key;
            }

            foreach (var name in namespaces)
                yield return name + ".*";
        }
    }

    /// <exception cref="FormatException">Names the first line that cannot be read, and why.</exception>
    public static AllowList Parse(string text)
    {
        var list = new AllowList();
        var number = 0;
        var grouped = false;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            grouped |= line.StartsWith("## ", StringComparison.Ordinal);
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (!grouped)
                throw new FormatException($"Line {number} stands in no group: put a line '## why it is open' above it.");
            if (list.Add(line) is { } problem)
                throw new FormatException($"Line {number} ({line}) {problem}.");
        }

        return list;
    }

    /// <summary>Whether a type may be named. <paramref name="type"/> is <c>File</c>, or nested <c>torch.nn</c>.</summary>
    public Verdict Type(string ns, string type, bool compiled = false)
    {
        var name = Join(ns, type);
        if (symbols.TryGetValue(name, out var verdict) && verdict.Allowed)
            return verdict;
        if (typesOfMembers.Contains(name) || (compiled && byCompiler.Contains(name)))
            return new Verdict(true, null);
        if (verdict.Advice.Length > 0)
            return verdict;
        return type.IndexOf('.') < 0 && namespaces.Contains(ns) ? new Verdict(true, null) : new Verdict(false, AdviceAbove(name));
    }

    /// <summary>
    /// Whether a member may be used. <paramref name="compiled"/>: what the compiler writes by itself is open, too.
    /// </summary>
    public Verdict Member(string ns, string type, string member, bool compiled)
    {
        var typeName = Join(ns, type);
        var name = typeName + "." + member;
        if (compiled && (byCompiler.Contains(name) || (byCompiler.Contains(typeName) && !symbols.ContainsKey(name))))
            return new Verdict(true, null);
        if (symbols.TryGetValue(name, out var verdict) || symbols.TryGetValue(typeName, out verdict))
            return verdict;
        return type.IndexOf('.') < 0 && namespaces.Contains(ns) ? new Verdict(true, null) : new Verdict(false, AdviceAbove(name));
    }

    public bool MayOverride(string ns, string type, string member) => overridable.Contains(Join(ns, type) + "." + member);

    public bool MayDerive(string ns, string type) => derivable.Contains(Join(ns, type));

    private static string Join(string ns, string type) => ns.Length == 0 ? type : ns + "." + type;

    private static AllowList ReadResource()
    {
        using var stream = typeof(AllowList).Assembly.GetManifestResourceStream("AllowedSymbols.txt")
            ?? throw new InvalidOperationException("AllowedSymbols.txt is not embedded in this assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Parse(reader.ReadToEnd());
    }

    // The advice of the nearest line that ends in '.*': it holds for the type or namespace itself and for all that is nested in it.
    private string AdviceAbove(string name)
    {
        for (var dot = name.Length; dot > 0; dot = name.LastIndexOf('.', dot - 1))
        {
            if (below.TryGetValue(name.Substring(0, dot), out var advice) || DeniedType(name.Substring(0, dot), out advice))
                return advice;
        }

        return "";
    }

    private bool DeniedType(string name, out string advice)
    {
        var found = symbols.TryGetValue(name, out var verdict) && !verdict.Allowed;
        advice = verdict.Advice;
        return found;
    }

    // What is wrong with the line, or null.
    private string? Add(string line)
    {
        var bar = line.IndexOf(" | ", StringComparison.Ordinal);
        var advice = bar < 0 ? null : line.Substring(bar + 3).Trim();
        var name = line.Substring(1, (bar < 0 ? line.Length : bar) - 1).Trim();
        if (line.Length < 3 || line[1] != ' ' || name.IndexOf(' ') >= 0)
            return "is not a sign, a blank and a name";
        if ((line[0] == '-') != (advice is { Length: > 0 }))
            return line[0] == '-' ? "gives no advice: write ' | ' and what to use instead" : "gives advice for what is open";
        var all = name.EndsWith(".*", StringComparison.Ordinal);
        if (all && line[0] is not ('+' or '-'))
            return "must name one symbol, not all below a name";
        var added = line[0] switch
        {
            '+' when all => namespaces.Add(name.Substring(0, name.Length - 2)),
            '+' => AddSymbol(name, new Verdict(true, null)),
            '-' when all => AddAdvice(name.Substring(0, name.Length - 2), advice!),
            '-' => AddSymbol(name, new Verdict(false, advice)),
            '~' => byCompiler.Add(name),
            '^' => overridable.Add(name),
            ':' => derivable.Add(name),
            _ => false,
        };
        return added ? null
            : line[0] is '+' or '-' or '~' or '^' or ':' ? "repeats an earlier line"
            : "starts with none of + - ~ ^ :";
    }

    private bool AddSymbol(string name, Verdict verdict)
    {
        if (symbols.ContainsKey(name))
            return false;
        symbols.Add(name, verdict);
        // '..ctor' leaves one dot too many.
        var dot = name.EndsWith("..ctor", StringComparison.Ordinal) ? name.Length - 6 : name.LastIndexOf('.');
        if (verdict.Allowed && dot > 0)
            typesOfMembers.Add(name.Substring(0, dot));
        return true;
    }

    private bool AddAdvice(string name, string advice)
    {
        if (below.ContainsKey(name))
            return false;
        below.Add(name, advice);
        return true;
    }
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace AutoResearch.Research.Novelty;

/// <summary>The form in which two programs are the same that differ only in comments and white space.</summary>
internal static class NormalForm
{
    /// <summary>A short hash of the editable files in their normal form: 16 hexadecimal digits.</summary>
    /// <param name="files">Text by path.</param>
    public static string Hash(IReadOnlyDictionary<string, string> files)
    {
        var text = new StringBuilder();
        foreach (var (path, source) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
            text.Append(path).Append('\0').AppendJoin(' ', CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(token => token.Text)).Append('\0');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}

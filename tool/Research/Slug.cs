using System.Text;

namespace AutoResearch.Research;

/// <summary>Makes a branch name of a description.</summary>
internal static class Slug
{
    private const int Limit = 40;

    /// <summary><c>Lower the learning rate!</c> becomes <c>lower-the-learning-rate</c>; what has no ASCII letters or digits becomes
    /// <c>experiment</c>.</summary>
    public static string Of(string description)
    {
        var slug = new StringBuilder();
        foreach (var c in description)
        {
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(char.ToLowerInvariant(c));
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
            if (slug.Length >= Limit)
                break;
        }

        var text = slug.ToString().Trim('-');
        return text.Length == 0 ? "experiment" : text;
    }
}

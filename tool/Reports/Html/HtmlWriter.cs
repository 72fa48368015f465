using System.Text;
using System.Xml;
using AutoResearch.Research;

namespace AutoResearch.Reports.Html;

/// <summary>
/// Writes HTML that is well-formed XML, too. All text and every attribute is encoded here and nowhere else, so that no text, whoever
/// wrote it, becomes markup.
/// </summary>
internal sealed class HtmlWriter : IDisposable
{
    // HTML knows these without an end; all others need one, also when they are empty.
    private static readonly HashSet<string> Void = ["meta", "br", "hr", "input"];

    private readonly StringBuilder text = new();
    private readonly XmlWriter xml;
    private readonly Stack<string> open = new();

    public HtmlWriter() =>
        xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.None });

    public HtmlWriter Open(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name);
        open.Push(name);
        foreach (var (attribute, value) in attributes)
            xml.WriteAttributeString(attribute, Clean(value));
        return this;
    }

    public HtmlWriter Close()
    {
        var name = open.Pop();
        if (Void.Contains(name))
            xml.WriteEndElement();
        else
            xml.WriteFullEndElement();
        // A line each, for those who look at the source or search in it.
        if (open.Count > 0 && name is "tr" or "p" or "h1" or "h2" or "section" or "li" or "svg" or "details" or "style" or "meta" or "head")
            xml.WriteString("\n");
        return this;
    }

    public HtmlWriter Text(string words)
    {
        xml.WriteString(Clean(words));
        return this;
    }

    /// <summary>An element with nothing but text in it.</summary>
    public HtmlWriter Element(string name, string words, params ReadOnlySpan<(string Name, string Value)> attributes) =>
        Open(name, attributes).Text(words).Close();

    /// <summary>The whole document.</summary>
    public override string ToString()
    {
        xml.Flush();
        return $"<!DOCTYPE html>\n{text}\n";
    }

    public void Dispose() => xml.Dispose();

    // Without what XML forbids, and what reorders or hides text on a page.
    private static string Clean(string words) => UntrustedText.Clean(words);
}

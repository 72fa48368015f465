using AutoResearch.Research;
using AutoResearch.Research.Program;

namespace AutoResearch.Proposers.Models;

/// <summary>
/// The endpoints that the user lets a program.md send a key to, on this machine. A cloned repository brings its own program.md, with
/// addresses that its author chose. An address that only program.md names gets no key until the user has agreed to it once.
/// </summary>
/// <param name="folder">Outside every repository.</param>
internal sealed class ConfirmedEndpoints(string folder)
{
    private readonly string file = Path.Combine(folder, "confirmed-endpoints.txt");

    /// <summary>Makes sure that each key that program.md's proposers would send goes where the user lets it go.</summary>
    /// <param name="specs">As program.md names them.</param>
    /// <param name="environment">The value of an environment variable; null where it is not set.</param>
    /// <param name="keyVariable">The environment variable that holds a model's key, where the user named one.</param>
    /// <param name="ask">Asks the user a question and returns true for yes; null where nobody can be asked.</param>
    /// <exception cref="ResearchException">It may not: no key was sent.</exception>
    public void Require(IEnumerable<ProposerSpec> specs, Func<string, string?> environment, string? keyVariable, Func<string, bool>? ask)
    {
        foreach (var spec in specs.Where(spec => ModelEndpoint.NamesAddress(spec.Text)))
        {
            var endpoint = ModelEndpoint.Parse(spec.Text, environment, keyVariable);
            if (endpoint.KeyVariable is null || Lines().Contains(Line(endpoint)))
                continue;
            var sends =
                $"{ResearchProgram.FileName} sends the key in {endpoint.KeyVariable} to {Origin(endpoint)}, for "
                + $"{UntrustedText.Quote(spec.Text)}.";
            if (ask is null)
            {
                throw new ResearchException(
                    Codes.EndpointUnconfirmed,
                    $"{sends} This was not confirmed on this machine. Run it in a terminal and answer, or add --yes, if you know that "
                        + $"endpoint; else take it out of {ResearchProgram.FileName}."
                );
            }

            if (!ask(sends))
            {
                throw new ResearchException(
                    Codes.EndpointUnconfirmed,
                    $"The key in {endpoint.KeyVariable} was not sent. Take {UntrustedText.Quote(spec.Text)} out of "
                        + $"{ResearchProgram.FileName}, or say with --proposer who proposes."
                );
            }

            Directory.CreateDirectory(folder);
            File.AppendAllLines(file, [Line(endpoint)]);
        }
    }

    private string[] Lines() => File.Exists(file) ? File.ReadAllLines(file) : [];

    // Each combination of key, scheme, host and port is confirmed on its own.
    private static string Line(ModelEndpoint endpoint) => $"{endpoint.KeyVariable} {Origin(endpoint)}";

    private static string Origin(ModelEndpoint endpoint) => endpoint.Address.GetLeftPart(UriPartial.Authority);
}

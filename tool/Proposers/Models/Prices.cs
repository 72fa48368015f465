using System.Globalization;
using AutoResearch.Research;

namespace AutoResearch.Proposers.Models;

/// <summary>What a model's tokens cost. Discounts, for repeated prompts for one, are not in it: it is the most that can have been
/// spent.</summary>
/// <param name="In">Dollars for a million tokens that the model reads.</param>
/// <param name="Out">Dollars for a million tokens that it writes, its thoughts included.</param>
internal sealed record Prices(double In, double Out)
{
    private const double Unit = 1e6;

    /// <summary>Reads what the command line says; null where it says nothing.</summary>
    public static Prices? Parse(string? priceIn, string? priceOut)
    {
        if (priceIn is null && priceOut is null)
            return null;
        if (priceIn is null || priceOut is null)
            throw new ResearchException(
                Codes.ModelSpec,
                "--price-in and --price-out belong together: name both, in dollars for a million tokens."
            );
        return new Prices(Number(priceIn, "--price-in"), Number(priceOut, "--price-out"));
    }

    /// <summary>The price of these tokens in dollars.</summary>
    public double Of(TokenUse use) => ((use.Read * In) + (use.Written * Out)) / Unit;

    private static double Number(string text, string option) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) && double.IsFinite(price)
            ? price
            : throw new ResearchException(
                Codes.ModelSpec,
                $"{option} is a price in dollars for a million tokens, such as 0.25; {UntrustedText.Quote(text, 40)} is none."
            );
}

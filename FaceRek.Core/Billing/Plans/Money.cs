using System.Globalization;

namespace FaceRek.Core.Billing.Plans;

/// <summary>An amount as Stripe counts it.</summary>
/// <param name="Minor">In the currency's smallest unit: cents for euros, yen for yen. Negative for what is owed back.</param>
/// <param name="Currency">ISO 4217, in lower case.</param>
public readonly record struct Money(long Minor, string Currency)
{
    // https://docs.stripe.com/currencies: currencies without minor units, and those with three decimals.
    private static readonly HashSet<string> WithoutDecimals =
    [
        "bif",
        "clp",
        "djf",
        "gnf",
        "jpy",
        "kmf",
        "krw",
        "mga",
        "pyg",
        "rwf",
        "vnd",
        "vuv",
        "xaf",
        "xof",
        "xpf",
    ];
    private static readonly HashSet<string> WithThreeDecimals = ["bhd", "jod", "kwd", "omr", "tnd"];
    private static readonly Dictionary<string, string> Signs = new(StringComparer.Ordinal)
    {
        ["eur"] = "€",
        ["gbp"] = "£",
        ["usd"] = "$",
    };

    public int Decimals =>
        WithoutDecimals.Contains(Currency) ? 0
        : WithThreeDecimals.Contains(Currency) ? 3
        : 2;

    /// <summary>In whole units, exact.</summary>
    public decimal Amount => Minor / (decimal)Math.Pow(10, Decimals);

    public Money Times(int count) => this with { Minor = checked(Minor * count) };

    /// <exception cref="InvalidOperationException">The other is in another currency.</exception>
    public Money Plus(Money other) =>
        other.Currency == Currency
            ? this with
            {
                Minor = checked(Minor + other.Minor),
            }
            : throw new InvalidOperationException($"{Currency} and {other.Currency} do not add up.");

    /// <summary>Formatted for people: €2.50, −€1.00, CHF 12.00. Thousands are grouped.</summary>
    public override string ToString()
    {
        var number = Math.Abs(Amount).ToString($"N{Decimals}", CultureInfo.CurrentCulture);
        var sign = Minor < 0 ? "−" : "";
        return Signs.TryGetValue(Currency, out var symbol)
            ? $"{sign}{symbol}{number}"
            : $"{sign}{Currency.ToUpperInvariant()} {number}";
    }
}

namespace FaceRek.Tests.Support.FakeStripe.Ledger;

/// <summary>Stripe's test cards, by what they do.</summary>
public sealed record Card(string Number, string Label, CardConduct Conduct)
{
    public static readonly Card Good = new("4242424242424242", "A card that pays", CardConduct.Pays);
    public static readonly Card Declining = new("4000000000000002", "A card that is declined", CardConduct.Declines);
    public static readonly Card InsufficientFunds = new(
        "4000000000009995",
        "A card without enough money",
        CardConduct.LacksFunds
    );

    /// <summary>Can be saved, and is declined at each charge: makes a renewal fail.</summary>
    public static readonly Card DecliningLater = new(
        "4000000000000341",
        "A card that is declined later",
        CardConduct.DeclinesLater
    );

    /// <summary>Requires the owner's confirmation each time, so that a renewal without them needs action.</summary>
    public static readonly Card Asking = new(
        "4000002760003184",
        "A card that asks its owner (3D Secure)",
        CardConduct.Asks
    );

    public static IReadOnlyList<Card> All { get; } = [Good, Declining, InsufficientFunds, DecliningLater, Asking];

    public string Last4 => Number[^4..];

    public string? DeclineCode =>
        Conduct switch
        {
            CardConduct.Declines or CardConduct.DeclinesLater => "generic_decline",
            CardConduct.LacksFunds => "insufficient_funds",
            _ => null,
        };

    public static Card Of(string number) => All.Single(card => card.Number == number);
}

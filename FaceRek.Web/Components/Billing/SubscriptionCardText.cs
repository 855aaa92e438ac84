namespace FaceRek.Web.Components.Billing;

/// <summary>What the card of a subscription says.</summary>
/// <param name="Tone">The modifier of the badge.</param>
/// <param name="Sentence">What it means and what to do.</param>
public sealed record SubscriptionCardText(
    SubscriptionState State,
    string Tone,
    string Badge,
    string Title,
    string Sentence,
    IReadOnlyList<CardAction> Actions
);

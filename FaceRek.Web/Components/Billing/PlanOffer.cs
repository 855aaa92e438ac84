using FaceRek.Core.Billing;

namespace FaceRek.Web.Components.Billing;

/// <summary>One card of the plan picker.</summary>
/// <param name="Path">Where the button leads; null where there is nothing to press.</param>
/// <param name="Button">What the button says.</param>
public sealed record PlanOffer(SeatQuote Quote, string? Path = null, string? Button = null)
{
    /// <summary>The plan the customer has.</summary>
    public bool IsCurrent { get; init; }

    /// <summary>The one to press first.</summary>
    public bool IsSuggested { get; init; }

    /// <summary>Why it cannot be chosen, in a sentence.</summary>
    public string? Obstacle { get; init; }
}

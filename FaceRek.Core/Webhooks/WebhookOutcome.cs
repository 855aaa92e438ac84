namespace FaceRek.Core.Webhooks;

/// <summary>What became of a wish about an endpoint.</summary>
public abstract record WebhookOutcome
{
    private WebhookOutcome() { }

    public sealed record Done(WebhookEndpoint Endpoint) : WebhookOutcome;

    /// <param name="Secret">Shown this once.</param>
    public sealed record Drawn(WebhookEndpoint Endpoint, string Secret) : WebhookOutcome;

    public sealed record NotFound : WebhookOutcome;

    public sealed record AddressRefused(WebhookAddressFault Fault) : WebhookOutcome;

    public sealed record NoEvents : WebhookOutcome;

    public sealed record UnknownEvent(string Name) : WebhookOutcome;

    public sealed record Full : WebhookOutcome;
}

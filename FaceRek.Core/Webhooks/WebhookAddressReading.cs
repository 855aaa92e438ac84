namespace FaceRek.Core.Webhooks;

public abstract record WebhookAddressReading
{
    private WebhookAddressReading() { }

    public sealed record Good(Uri Url) : WebhookAddressReading;

    public sealed record Refused(WebhookAddressFault Fault) : WebhookAddressReading;
}

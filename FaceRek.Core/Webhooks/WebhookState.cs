namespace FaceRek.Core.Webhooks;

public enum WebhookState
{
    Pending,
    Delivered,

    /// <summary>Every try failed; an admin may send it again.</summary>
    Dead,
}

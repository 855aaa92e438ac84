namespace FaceRek.Core.Webhooks;

public enum WebhookAddressFault
{
    Missing,
    TooLong,

    /// <summary>Not an absolute address, or with a user or a fragment in it.</summary>
    NoAddress,

    NotHttps,

    /// <summary>A private, local or otherwise special address, or a port that no web server listens on.</summary>
    NotAllowed,

    UnknownHost,
}

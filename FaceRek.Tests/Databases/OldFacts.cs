namespace FaceRek.Tests.Databases;

/// <summary>What an earlier FaceRek returned and showed while its database was filled, recorded at that time.</summary>
/// <param name="Tables">How many rows each table has.</param>
/// <param name="EveId">The person who consented, enrolled and punches.</param>
/// <param name="EveCrop">SHA-256 of the picture in each of her encrypted crops.</param>
/// <param name="SealHash">The fingerprint that was shown when the period was locked.</param>
/// <param name="PaperRequestId">The correction request with an attachment.</param>
/// <param name="WaitingRequestId">The pending correction request.</param>
/// <param name="SessionCookie">Of the browser in which Ben is signed in.</param>
/// <param name="KnownCookie">Identifies that browser later.</param>
/// <param name="InvitationLink">Path and query of the link in the invitation email.</param>
/// <param name="ApiKey">As it was shown once.</param>
/// <param name="RefreshToken">Of Ada's own sign-in through the API.</param>
/// <param name="IdempotencyAnswer">The response body of the first call.</param>
/// <param name="EndpointId">Of the webhook with a pending message.</param>
/// <param name="WebhookSecret">As it was shown once.</param>
/// <param name="WaitingMessageId">As in the header <c>webhook-id</c>.</param>
/// <param name="WaitingBody">The body as sent and signed.</param>
internal sealed record OldFacts(
    SortedDictionary<string, long> Tables,
    Guid EveId,
    IReadOnlyList<string> EveCrop,
    string SealHash,
    Guid PaperRequestId,
    Guid WaitingRequestId,
    string SessionCookie,
    string KnownCookie,
    string InvitationLink,
    string ApiKey,
    string AccessToken,
    string RefreshToken,
    string IdempotencyAnswer,
    Guid EndpointId,
    string WebhookSecret,
    string WaitingMessageId,
    string WaitingBody
);

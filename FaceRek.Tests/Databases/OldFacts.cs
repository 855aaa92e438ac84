namespace FaceRek.Tests.Databases;

/// <summary>What a former FaceRek told and showed while its database was filled, kept as it was told.</summary>
/// <param name="Tables">How many rows each table has.</param>
/// <param name="EveId">The person who consented, enrolled and punches.</param>
/// <param name="EveCrop">SHA-256 of the picture in each of her sealed crops.</param>
/// <param name="SealHash">The fingerprint that was shown when the period was locked.</param>
/// <param name="PaperRequestId">The request for a correction that has a paper.</param>
/// <param name="WaitingRequestId">The request for a correction that waits.</param>
/// <param name="SessionCookie">Of the browser in which Ben is signed in.</param>
/// <param name="KnownCookie">By which that browser is known again.</param>
/// <param name="InvitationLink">Path and query of the link in the letter to who was invited.</param>
/// <param name="ApiKey">As it was shown once.</param>
/// <param name="RefreshToken">Of Ada's own sign-in through the API.</param>
/// <param name="IdempotencyAnswer">The body that the first call was answered with.</param>
/// <param name="EndpointId">Of the webhook with a message that waits.</param>
/// <param name="WebhookSecret">As it was shown once.</param>
/// <param name="WaitingMessageId">As the header <c>webhook-id</c> says it.</param>
/// <param name="WaitingBody">What is sent and signed.</param>
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

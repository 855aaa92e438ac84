namespace FaceRek.Web.Accounts;

/// <param name="Burst">How many at once.</param>
/// <param name="Refill">After how long one more is allowed.</param>
public sealed record TokenBucket(int Burst, TimeSpan Refill);

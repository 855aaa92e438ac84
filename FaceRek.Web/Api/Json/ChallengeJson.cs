namespace FaceRek.Web.Api.Json;

/// <param name="Id">Hand it over with the pictures.</param>
/// <param name="MaxPictures">How many pictures a punch takes at most.</param>
public sealed record ChallengeJson(string Id, Guid PersonId, DateTimeOffset ExpiresAt, int MaxPictures);

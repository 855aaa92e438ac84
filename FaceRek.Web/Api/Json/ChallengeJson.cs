using FaceRek.Core.Faces.Liveness;

namespace FaceRek.Web.Api.Json;

/// <param name="Id">Hand it over with the pictures.</param>
/// <param name="Moves">What the person is to do before the camera, in this order, while the pictures are taken; empty where nothing is asked.</param>
/// <param name="MinPictures">How many pictures a punch takes at least; with more than one, say the times they were taken at.</param>
/// <param name="MaxPictures">How many pictures a punch takes at most.</param>
public sealed record ChallengeJson(string Id, Guid PersonId, DateTimeOffset ExpiresAt, IReadOnlyList<HeadMove> Moves, int MinPictures, int MaxPictures);

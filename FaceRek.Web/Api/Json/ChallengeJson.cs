using FaceRek.Core.Faces.Liveness;

namespace FaceRek.Web.Api.Json;

/// <param name="Id">Hand it over with the pictures.</param>
/// <param name="MaxPictures">How many pictures a punch takes at most.</param>
/// <param name="Moves">What the person is to do before the camera, in this order; left and right are their own. Empty where nothing is asked for.</param>
public sealed record ChallengeJson(
    string Id,
    Guid? PersonId,
    DateTimeOffset ExpiresAt,
    int MaxPictures,
    IReadOnlyList<HeadMove> Moves
);

using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.People.Recognition;

namespace FaceRek.Core.Attendance.CheckIn;

/// <summary>Recognises the face of a burst, decides whether it is enough, and passes a frame to the model on trial.</summary>
public sealed class FaceRecognition(
    CurrentOrganization current,
    BurstReader reader,
    ShadowQueue shadows,
    LookAlikes lookAlikes
)
{
    public IReadOnlyList<HeadMove> DrawMoves() => reader.DrawMoves();

    public Task<bool> IsEnrolledAsync(Guid personId, CancellationToken cancellationToken) =>
        reader.IsEnrolledAsync(personId, cancellationToken);

    public Task<bool> IsTooRiskyAsync(CancellationToken cancellationToken) => reader.IsTooRiskyAsync(cancellationToken);

    /// <param name="asked">The moves the challenge asked for.</param>
    public async Task<BurstResult> ReadAsync(
        CheckInRequest request,
        IReadOnlyList<HeadMove> asked,
        CancellationToken cancellationToken
    )
    {
        var burst = await reader.ReadAsync(request, asked, cancellationToken);
        if (burst.Match is not null && (request.PersonId ?? burst.PersonId) is { } personId)
        {
            // The first frame shows the head at rest, before it follows any move.
            var frame = request.Frames[asked.Count > 0 ? 0 : request.Frames.Count / 2];
            shadows.Offer(new ShadowFrame(current.Organization, personId, frame));
        }
        return burst;
    }

    /// <summary>Whether another person here looks so similar that the face is not enough.</summary>
    public Task<bool> NeedsPinAsync(Guid personId, CancellationToken cancellationToken) =>
        lookAlikes.AnyOfAsync(personId, cancellationToken);
}

namespace FaceRek.Core.Attendance.Corrections;

/// <summary>A correction in a webhook: what is requested and its status, not the texts about it.</summary>
public sealed record CorrectionPayload(
    Guid CorrectionId,
    Guid PersonId,
    DateOnly On,
    string Kind,
    Guid? PunchId,
    DateTimeOffset? At,
    string? Direction,
    string Status
)
{
    public static CorrectionPayload Of(CorrectionRequest request) =>
        new(
            request.Id,
            request.PersonId,
            request.On,
            request.Kind.ToString().ToLowerInvariant(),
            request.PunchId,
            request.At,
            request.Direction?.ToString().ToLowerInvariant(),
            request.Status.ToString().ToLowerInvariant()
        );
}

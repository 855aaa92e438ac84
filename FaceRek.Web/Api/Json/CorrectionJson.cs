using FaceRek.Core.Attendance;
using FaceRek.Core.Attendance.Corrections;

namespace FaceRek.Web.Api.Json;

/// <param name="On">The day it is about.</param>
/// <param name="Status">pending, approved, refused or withdrawn.</param>
/// <param name="IsLate">It concerns a period that was locked already.</param>
public sealed record CorrectionJson(
    Guid Id,
    Guid PersonId,
    DateOnly On,
    CorrectionKind Kind,
    CorrectionStatus Status,
    Guid? PunchId,
    DateTimeOffset? At,
    Direction? Direction,
    string Reason,
    bool IsLate,
    DateTimeOffset RequestedAt,
    DateTimeOffset? DecidedAt,
    string? DecisionNote
)
{
    public static CorrectionJson Of(CorrectionRequest request) =>
        new(
            request.Id,
            request.PersonId,
            request.On,
            request.Kind,
            request.Status,
            request.PunchId,
            request.At,
            request.Direction,
            request.Reason,
            request.IsLate,
            request.RequestedAt,
            request.DecidedAt,
            request.DecisionNote
        );
}

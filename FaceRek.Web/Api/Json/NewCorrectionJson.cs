using FaceRek.Core.Attendance;
using FaceRek.Core.Attendance.Corrections;

namespace FaceRek.Web.Api.Json;

/// <param name="Kind">add a punch that is missing (with at and direction), void one that is wrong, or move one to another time (with punch_id).</param>
/// <param name="At">add and move: the right time.</param>
/// <param name="Direction">add: in or out.</param>
/// <param name="Reason">Why, in at most 300 characters.</param>
public sealed record NewCorrectionJson(
    CorrectionKind Kind,
    Guid PersonId,
    string Reason,
    Guid? PunchId = null,
    DateTimeOffset? At = null,
    Direction? Direction = null
);

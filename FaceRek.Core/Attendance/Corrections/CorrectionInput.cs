namespace FaceRek.Core.Attendance.Corrections;

/// <summary>What somebody asks for, as it came in.</summary>
/// <param name="PunchId">For <see cref="CorrectionKind.Void"/> and <see cref="CorrectionKind.Move"/>.</param>
/// <param name="At">For <see cref="CorrectionKind.Add"/> and <see cref="CorrectionKind.Move"/>.</param>
/// <param name="Paper">Its name and bytes, if there is one.</param>
public sealed record CorrectionInput(
    Guid PersonId,
    CorrectionKind Kind,
    Guid? PunchId,
    DateTimeOffset? At,
    Direction? Direction,
    string? Reason,
    (string Name, byte[] Content)? Paper = null
);

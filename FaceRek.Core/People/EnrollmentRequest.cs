using FaceRek.Core.Faces.Imaging;

namespace FaceRek.Core.People;

/// <param name="ByUserId">Who is at the controls: the person or an admin.</param>
/// <param name="OverrideReason">Why the face is to be taken although it looks like somebody else's, or unlike the person's own; admins only, the caller checks.</param>
public sealed record EnrollmentRequest(
    Guid PersonId,
    ReadOnlyMemory<byte> Picture,
    PictureLimits Limits,
    Guid ByUserId,
    string? OverrideReason = null
);

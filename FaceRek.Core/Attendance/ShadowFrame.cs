using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance;

/// <summary>One frame of a live check-in, to be looked at by both models once the person has their answer.</summary>
public sealed record ShadowFrame(Organization Organization, Guid PersonId, ReadOnlyMemory<byte> Frame);

using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.Corrections;

/// <summary>A document attached to a request: a ticket, a doctor's note.</summary>
public sealed class CorrectionAttachment : IOrganizationOwned
{
    public const int MaxBytes = 500_000;
    public const int MaxNameLength = 100;

    public required Guid OrganizationId { get; init; }
    public required Guid RequestId { get; init; }
    public required string Name { get; init; }

    /// <summary>One of <see cref="AttachmentKind"/>, detected from the bytes; the sender's claim is not used.</summary>
    public required string MediaType { get; init; }

    public required byte[] Content { get; init; }
}

/// <summary>The kind of an attachment, by its first bytes.</summary>
public static class AttachmentKind
{
    private static readonly (byte[] Magic, string MediaType)[] Kinds =
    [
        ("%PDF-"u8.ToArray(), "application/pdf"),
        ([0xFF, 0xD8, 0xFF], "image/jpeg"),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
    ];

    /// <returns>A media type; null for anything other than PDF, JPEG and PNG.</returns>
    public static string? Of(ReadOnlySpan<byte> content)
    {
        foreach (var (magic, mediaType) in Kinds)
        {
            if (content.StartsWith(magic))
            {
                return mediaType;
            }
        }
        return null;
    }
}

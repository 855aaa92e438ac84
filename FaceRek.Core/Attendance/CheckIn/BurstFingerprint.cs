using System.Buffers.Binary;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Organizations;

namespace FaceRek.Core.Attendance.CheckIn;

/// <summary>
/// Fingerprints of the frames of one burst, to recognise a replay. Neither a picture nor a template: a face cannot be
/// recognised from it, let alone drawn. Deleted with the person's face data, and after <see cref="Kept"/>.
/// </summary>
public sealed class BurstFingerprint : IOrganizationOwned
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>
    /// From this part of a burst on, frames that look like those of one earlier burst are a replay. A few may look
    /// alike by chance, when a person sits as usual.
    /// </summary>
    public const double ReplayedPart = 0.5;

    private const int BytesEach = 24;

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid OrganizationId { get; init; }
    public required Guid PersonId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>In sequence, 24 bytes each: 16 of the file's SHA-256 and 8 of the perceptual hash.</summary>
    public required byte[] Hashes { get; init; }

    public static byte[] Pack(IReadOnlyList<FrameHash> frames)
    {
        var packed = new byte[frames.Count * BytesEach];
        for (var i = 0; i < frames.Count; i++)
        {
            BinaryPrimitives.WriteUInt128BigEndian(packed.AsSpan(i * BytesEach), frames[i].Bytes);
            BinaryPrimitives.WriteUInt64BigEndian(packed.AsSpan((i * BytesEach) + 16), frames[i].PerceptualHash);
        }
        return packed;
    }

    /// <summary>A single repeated file is enough: a camera never makes the same bytes twice. Looks count only together.</summary>
    public static bool AreAmong(IReadOnlyList<FrameHash> frames, ReadOnlySpan<byte> packed)
    {
        var alike = 0;
        foreach (var frame in frames)
        {
            var isAlike = false;
            for (var at = 0; at < packed.Length; at += BytesEach)
            {
                var before = new FrameHash(
                    BinaryPrimitives.ReadUInt128BigEndian(packed[at..]),
                    BinaryPrimitives.ReadUInt64BigEndian(packed[(at + 16)..])
                );
                if (before.Bytes == frame.Bytes)
                {
                    return true;
                }
                isAlike |= frame.LooksLike(before);
            }
            if (isAlike)
            {
                alike++;
            }
        }
        return alike > 0 && alike >= frames.Count * ReplayedPart;
    }
}

using FaceRek.Core.Faces.Drawing;

namespace FaceRek.Core.People.Enrollment;

/// <summary>Which drawn face represents a person where there are no cameras: always the same one.</summary>
public static class DrawnLikeness
{
    private const int Faces = 100_000;

    /// <returns>The seed for <see cref="DrawnFaces"/>.</returns>
    public static int SeedOf(Guid personId)
    {
        Span<byte> bytes = stackalloc byte[16];
        personId.TryWriteBytes(bytes);
        // The last bytes of a version 7 id are random; the first ones are only the time.
        return (int)(BitConverter.ToUInt32(bytes[12..]) % Faces);
    }

    /// <summary>A new id for a person with this face.</summary>
    /// <param name="seed">0 to 99,999.</param>
    public static Guid NewIdOf(int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seed);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(seed, Faces);
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7().TryWriteBytes(bytes);
        BitConverter.TryWriteBytes(bytes[12..], (uint)seed);
        return new Guid(bytes);
    }
}

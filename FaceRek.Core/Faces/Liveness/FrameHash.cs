using System.Security.Cryptography;
using FaceRek.Core.Faces.Geometry;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Liveness;

/// <summary>Identifies a repeated frame: by its bytes, and by its look around the face.</summary>
/// <param name="Bytes">The first half of the SHA-256 of the file.</param>
/// <param name="PerceptualHash">64 signs of the cosine transform; a picture that is encoded again differs in few of them.</param>
public readonly record struct FrameHash(UInt128 Bytes, ulong PerceptualHash)
{
    /// <summary>
    /// With this many different signs, two frames show two moments. A frame saved again at half the quality stays below
    /// it; a person who sits as still as possible exceeds it.
    /// </summary>
    public const int OtherLook = 4;

    private const int Side = 32;

    /// <summary>
    /// Frequencies of the transform. Lower ones only show that there is a face; these change their sign when it moves
    /// by three or four pixels of a webcam.
    /// </summary>
    private const int FirstWave = 6,
        Waves = 8;

    /// <summary>
    /// Regions start and end at multiples of this part of their size, so that a box found a pixel off is the same
    /// region.
    /// </summary>
    private const float Grid = 0.25f;

    public bool LooksLike(FrameHash other) =>
        System.Numerics.BitOperations.PopCount(PerceptualHash ^ other.PerceptualHash) < OtherLook;

    /// <param name="grey">8 bits.</param>
    /// <param name="face">In pixels of <paramref name="grey"/>; null uses the whole picture.</param>
    internal static FrameHash Of(ReadOnlySpan<byte> file, Mat grey, FaceBox? face)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(file, digest);
        return new(
            System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(digest),
            LookOf(grey, face is { } box ? Around(box, grey.Size()) : new Rect(default, grey.Size()))
        );
    }

    private static ulong LookOf(Mat grey, Rect region)
    {
        using var part = grey[region];
        using var small = part.Resize(new Size(Side, Side), interpolation: InterpolationFlags.Area);
        using var levels = new Mat();
        small.ConvertTo(levels, MatType.CV_32FC1);
        using var waves = levels.Dct();
        var look = 0UL;
        for (var i = 0; i < Waves * Waves; i++)
        {
            if (waves.At<float>(FirstWave + (i / Waves), FirstWave + (i % Waves)) > 0)
            {
                look |= 1UL << i;
            }
        }
        return look;
    }

    private static Rect Around(FaceBox face, Size picture)
    {
        // Sizes are rounded in steps of the grid's ratio, so that two boxes of nearly one size get the same step.
        var step = MathF.Pow(1 + Grid, MathF.Round(MathF.Log(MathF.Max(face.Width, 16)) / MathF.Log(1 + Grid))) * Grid;
        var (x, y) = (
            MathF.Round((face.X + (face.Width / 2)) / step),
            MathF.Round((face.Y + (face.Height / 2)) / step)
        );
        var reach = 2 / Grid / 4;
        var region =
            new Rect(
                (int)((x - reach) * step),
                (int)((y - reach) * step),
                (int)(2 * reach * step),
                (int)(2 * reach * step)
            ) & new Rect(default, picture);
        return region.Width < 8 || region.Height < 8 ? new Rect(default, picture) : region;
    }
}

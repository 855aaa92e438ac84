using System.Globalization;
using FaceRek.Core.Faces.Benchmarks;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Core.Faces.Imaging;

/// <summary>
/// Thousands of broken pictures: the process survives, and memory is released. It runs in a separate process, where
/// nothing else allocates or releases memory.
/// </summary>
public sealed class PictureFuzzTests
{
    public const string Command = "decode-broken-pictures";
    private const int Mutations = 6000;
    private const long MaxGrowthBytes = 10_000_000;

    [Fact]
    public async Task Mutated_pictures_never_hurt()
    {
        var (status, told, why) = await ChildProcess.RunAsync("FaceRek.Tests.dll", [Command]);
        Assert.True(status == 0, why);
        Assert.InRange(long.Parse(told, CultureInfo.InvariantCulture), long.MinValue, MaxGrowthBytes);
    }

    /// <summary>Prints by how many bytes the process has grown.</summary>
    internal static void Run()
    {
        byte[][] seeds =
        [
            JpegBytes.Encode(160, 120),
            JpegBytes.Encode(160, 120, progressive: true),
            JpegBytes.Encode(160, 120)[..^2],
            JpegBytes.Encode(160, 120, progressive: true)[..^2],
            JpegBytes.WithOrientation(JpegBytes.Encode(64, 48), 5),
            PngBytes.File(PngBytes.Header(16, 16), PngBytes.Rows(48, 16), PngBytes.End()),
            PngBytes.File(
                PngBytes.Header(16, 16, colour: 3),
                PngBytes.Chunk("PLTE", new byte[768]),
                PngBytes.Rows(16, 16),
                PngBytes.End()
            ),
        ];
        var random = new Random(20260627);
        DecodeAll(seeds, random, Mutations / 6);
        var before = ResidentMemory.Bytes();
        DecodeAll(seeds, random, Mutations);
        Console.WriteLine((ResidentMemory.Bytes() - before).ToString(CultureInfo.InvariantCulture));
    }

    private static void DecodeAll(byte[][] seeds, Random random, int mutations)
    {
        for (var i = 0; i < mutations; i++)
        {
            var bytes = Mutate(seeds[i % seeds.Length], random);
            if (PictureGuard.Check(bytes, PictureLimits.Upload, out var guarded) is null)
            {
                PictureDecoder.Decode(guarded!)?.Dispose();
            }
        }
    }

    private static byte[] Mutate(byte[] whole, Random random)
    {
        var bytes = random.Next(8) == 0 ? whole[..random.Next(1, whole.Length)] : (byte[])whole.Clone();
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            bytes[random.Next(2) == 0 ? random.Next(bytes.Length) : random.Next(Math.Min(bytes.Length, 700))] = (byte)
                random.Next(256);
        }
        return bytes.AsSpan().StartsWith(PngGuard.Signature) && random.Next(4) > 0 ? WithRightChecksums(bytes) : bytes;
    }

    /// <summary>Otherwise the checksum alone would refuse every mutated PNG and nothing after it would be tested.</summary>
    private static byte[] WithRightChecksums(byte[] png)
    {
        for (var at = 8; at + 12 <= png.Length; )
        {
            var length = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at));
            if (length > png.Length - at - 12)
            {
                break;
            }
            var end = at + 8 + (int)length;
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(
                png.AsSpan(end),
                Crc32.Of(png.AsSpan(at + 4, (int)length + 4))
            );
            at = end + 4;
        }
        return png;
    }
}

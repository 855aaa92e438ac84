using System.Diagnostics;
using System.Globalization;
using FaceRek.Core.Faces.Benchmarks;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Tests.Support;
using OpenCvSharp;

namespace FaceRek.Tests.Core.Faces.Imaging;

/// <summary>Pictures of 24 and 50 megapixels: what they hold of the memory at most, in a process of its own.</summary>
public sealed class LargePictureTests
{
    public const string Command = "decode-large-picture";

    /// <summary>
    /// Whole, the pixels alone are 150 MB. A progressive one is held as its coefficients, 74 MB at most, beside a smaller
    /// picture.
    /// </summary>
    [Theory]
    [InlineData(8160, 6120, false, 60_000_000)]
    [InlineData(5712, 4284, true, 120_000_000)]
    public async Task They_are_decoded_smaller_and_never_held_whole(int width, int height, bool progressive, long most)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7():N}.jpg");
        try
        {
            await File.WriteAllBytesAsync(
                file,
                JpegBytes.Encode(width, height, progressive),
                TestContext.Current.CancellationToken
            );
            var (status, told, why) = await ChildProcess.RunAsync("FaceRek.Tests.dll", [Command, file]);
            Assert.True(status == 0, why);
            Assert.InRange(long.Parse(told, CultureInfo.InvariantCulture), 0, most);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Prints by how many bytes the process grew at most.</summary>
    internal static void Run(string file)
    {
        Decode(JpegBytes.Encode(), new Size(96, 64));
        var before = ResidentMemory.Bytes();
        Decode(File.ReadAllBytes(file), new Size(1280, 960));
        using var process = Process.GetCurrentProcess();
        Console.WriteLine((process.PeakWorkingSet64 - before).ToString(CultureInfo.InvariantCulture));
    }

    private static void Decode(byte[] bytes, Size size)
    {
        if (PictureGuard.Check(bytes, PictureLimits.Upload, out var guarded) is { } fault)
        {
            throw new InvalidOperationException(fault.ToString());
        }
        using var picture = PictureDecoder.Decode(guarded!);
        if (picture?.Pixels.Size() != size || picture.Pixels.At<Vec3b>(5, 5).Item0 < 200)
        {
            throw new InvalidOperationException("It is another picture.");
        }
    }
}

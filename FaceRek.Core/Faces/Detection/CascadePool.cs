using System.Collections.Concurrent;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>
/// Shares one Haar cascade between parallel callers: a classifier keeps scratch memory and serves one call at a time,
/// so each caller gets its own.
/// </summary>
internal sealed class CascadePool(string file) : IDisposable
{
    private readonly ConcurrentBag<CascadeClassifier> idle = [Load(file)];

    /// <param name="grey">8 bits, one channel.</param>
    /// <param name="step">Ratio of two sizes that are tried, above 1.</param>
    /// <param name="neighbours">How many raw hits make a find.</param>
    /// <returns>What was found and how strongly: the sum of the last stage, comparable within one cascade only.</returns>
    public (Rect Box, double Weight)[] Find(Mat grey, double step, int neighbours, Size smallest, Size largest)
    {
        if (!idle.TryTake(out var cascade))
        {
            cascade = Load(file);
        }
        try
        {
            var boxes = cascade.DetectMultiScale(
                grey,
                out _,
                out var weights,
                step,
                neighbours,
                HaarDetectionTypes.ScaleImage,
                smallest,
                largest,
                outputRejectLevels: true
            );
            return [.. boxes.Zip(weights)];
        }
        finally
        {
            idle.Add(cascade);
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var cascade))
        {
            cascade.Dispose();
        }
    }

    private static CascadeClassifier Load(string file)
    {
        var cascade = new CascadeClassifier(file);
        if (!cascade.Empty())
        {
            return cascade;
        }
        cascade.Dispose();
        throw new InvalidDataException($"{file} is not a Haar cascade of OpenCV.");
    }
}

/// <summary>Finds OpenCV's Haar cascades on this machine.</summary>
internal static class CascadeFolder
{
    /// <summary>Debian's opencv-data, then the places other distributions and builds from source use.</summary>
    private static readonly string[] Usual =
    [
        "/usr/share/opencv4/haarcascades",
        "/usr/share/opencv/haarcascades",
        "/usr/local/share/opencv4/haarcascades",
    ];

    public const string Face = "haarcascade_frontalface_alt2.xml";

    /// <exception cref="FileNotFoundException">The cascades are not installed; the message says what to install.</exception>
    public static string Find(string? named = null) =>
        (named is null ? Usual : [named]).FirstOrDefault(folder => File.Exists(Path.Combine(folder, Face)))
        ?? throw new FileNotFoundException(
            $"{Face} was not found in {(named ?? string.Join(" or ", Usual))}: install Debian's package opencv-data, which brings it."
        );
}

using FaceRek.Core.Faces.Detection;
using FaceRek.Core.Faces.Geometry;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Templates;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Liveness;

/// <summary>One frame of a burst: its face reading, and what the liveness check needs.</summary>
internal sealed class WatchedFrame : IDisposable
{
    /// <summary>
    /// Width in pixels of the grey picture in which motion is followed: motion of a tenth of a pixel is visible, and 40
    /// of them fit into 7 MB.
    /// </summary>
    private const int GreyWidth = 480;

    private WatchedFrame(FaceReading reading) => Reading = reading;

    public FaceReading Reading { get; }

    /// <summary>In pixels of <see cref="Grey"/>; null without exactly one face, or where the detector has no landmarks.</summary>
    public FaceLandmarks? Landmarks { get; private init; }

    /// <summary>In pixels of <see cref="Grey"/>; null without exactly one face.</summary>
    public FaceBox? Face { get; private init; }

    /// <summary>Also for a face too turned or too dark for a check-in; null without exactly one face.</summary>
    public Template? Template { get; private init; }

    public FrameHash Hash { get; private init; }

    /// <summary>The result of an anti-spoof network; null where none is installed.</summary>
    public bool? LooksReal { get; private init; }

    /// <summary>Null when the frame could not be read.</summary>
    public Mat? Grey { get; private init; }

    public HeadPose? Pose => Landmarks is { } points ? HeadPose.Of(points) : null;

    public static WatchedFrame Unreadable(FaceReading.Unreadable reading) => new(reading);

    /// <param name="template">Null without exactly one face.</param>
    public static WatchedFrame Of(
        ReadOnlySpan<byte> file,
        UprightPicture picture,
        FoundFaces found,
        FaceReading reading,
        Template? template,
        bool? looksReal = null
    )
    {
        var grey = GreyOf(picture.Pixels);
        var scale = (float)grey.Width / picture.SentSize.Width;
        Point2f InGrey(Point2f point) => found.InSentPixels(point) * scale;
        var face = template is null ? null : found.Faces[0];
        FaceBox? box = null;
        if (face is not null)
        {
            var sent = found.InSentPixels(face.Box);
            box = new FaceBox(sent.X * scale, sent.Y * scale, sent.Width * scale, sent.Height * scale);
        }
        return new WatchedFrame(reading)
        {
            Grey = grey,
            Face = box,
            Landmarks = face?.Landmarks is { } points
                ? new FaceLandmarks(
                    InGrey(points.LeftEye),
                    InGrey(points.RightEye),
                    InGrey(points.Nose),
                    InGrey(points.LeftMouth),
                    InGrey(points.RightMouth)
                )
                : null,
            Template = template,
            Hash = FrameHash.Of(file, grey, box),
            LooksReal = looksReal,
        };
    }

    public void Dispose() => Grey?.Dispose();

    private static Mat GreyOf(Mat pixels)
    {
        var grey = pixels.CvtColor(ColorConversionCodes.BGR2GRAY);
        if (grey.Width <= GreyWidth)
        {
            return grey;
        }
        using (grey)
        {
            return grey.Resize(
                new Size(GreyWidth, grey.Height * GreyWidth / grey.Width),
                interpolation: InterpolationFlags.Area
            );
        }
    }
}

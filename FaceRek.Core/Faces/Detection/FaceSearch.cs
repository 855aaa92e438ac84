using FaceRek.Core.Faces.Imaging;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>Looks for faces, and once more with a border around the picture and enlarged when there was none: a face that fills a small picture has no surroundings to be found by.</summary>
internal sealed class FaceSearch(IFaceDetector detector)
{
    /// <summary>Of width and height, on each side.</summary>
    private const float Border = 0.25f;

    /// <summary>Pictures are enlarged towards this many pixels along the longer side; larger ones are left as they are.</summary>
    private const int EnlargedSide = 504;

    /// <summary>A face of 25 pixels then still fills the cascade's window many times over; below that there is nothing to recognise.</summary>
    private const double MostEnlargement = 12;

    public FoundFaces Find(UprightPicture picture)
    {
        var scale = picture.Scale;
        var faces = detector.Detect(picture.Pixels);
        if (faces.Count > 0) { return new FoundFaces(picture.Pixels, isOwned: false, faces, scale, default); }

        var margin = new Point((int)(picture.Pixels.Width * Border), (int)(picture.Pixels.Height * Border));
        var enlarged = Enlarge(picture.Pixels, margin, out var enlargement);
        return new FoundFaces(enlarged, isOwned: true, detector.Detect(enlarged), (float)(scale * enlargement), new(margin.X / scale, margin.Y / scale));
    }

    private static Mat Enlarge(Mat pixels, Point margin, out double enlargement)
    {
        using var bordered = pixels.CopyMakeBorder(margin.Y, margin.Y, margin.X, margin.X, BorderTypes.Replicate);
        enlargement = Math.Clamp((double)EnlargedSide / Math.Max(bordered.Width, bordered.Height), 1, MostEnlargement);
        return bordered.Resize(new Size(), enlargement, enlargement, InterpolationFlags.Cubic);
    }
}

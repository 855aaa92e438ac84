using FaceRek.Core.Faces.Geometry;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>Finds frontal faces with OpenCV's Haar cascade alt2; refines the largest one and finds its eyes.</summary>
internal sealed class HaarFaceDetector(string folder) : IFaceDetector
{
    /// <summary>Longest side in pixels of the picture that is searched; time grows with its square.</summary>
    private const int SearchSide = 400;

    /// <summary>In pixels of the searched picture: an eleventh of its width, and enough for the 20-pixel window.</summary>
    private const int SmallestFace = 36;

    private const double Step = 1.1;
    private const int Neighbours = 4;

    private readonly CascadePool faces = new(Path.Combine(folder, CascadeFolder.Face));
    private readonly EyeFinder eyes = new(folder);

    public IReadOnlyList<DetectedFace> Detect(Mat picture)
    {
        using var grey = picture.CvtColor(ColorConversionCodes.BGR2GRAY);
        var scale = Math.Min(1, (double)SearchSide / Math.Max(grey.Width, grey.Height));
        using var small = grey.Resize(new Size(), scale, scale, InterpolationFlags.Area);
        Cv2.EqualizeHist(small, small);
        var found = faces
            .Find(small, Step, Neighbours, new Size(SmallestFace, SmallestFace), small.Size())
            .OrderByDescending(find => find.Box.Width)
            .Select(find => new FaceBox(
                (float)(find.Box.X / scale),
                (float)(find.Box.Y / scale),
                (float)(find.Box.Width / scale),
                (float)(find.Box.Height / scale)
            ))
            .ToArray();
        return [.. found.Select((box, rank) => rank == 0 ? Exactly(grey, box) : new DetectedFace(box, 1, null))];
    }

    public void Dispose()
    {
        faces.Dispose();
        eyes.Dispose();
    }

    private DetectedFace Exactly(Mat grey, FaceBox box)
    {
        var exact = BoxRefinement.Refine(faces, grey, box);
        return new DetectedFace(exact, 1, null, eyes.Find(grey, exact));
    }
}

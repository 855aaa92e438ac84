using FaceRek.Core.Faces.Models;
using OpenCvSharp;

namespace FaceRek.Core.Faces.Detection;

/// <summary>What one detection needs: the network's buffers, the picture as the network sees it, and the faces found.</summary>
internal sealed class ViewWorkspace(OnnxPass pass, NetworkInput input) : IDisposable
{
    private readonly Mat scaled = new();
    private readonly Mat shown = new();

    public OnnxPass Pass => pass;

    public List<FaceCandidate> Faces { get; } = new(64);

    public void Run(Mat picture, NetworkView view)
    {
        var (part, place) = (view.Part, view.Place);
        using (var seen = picture[part])
        {
            // Averaging keeps thin features when shrinking; without it a large picture's eyes are noise.
            Cv2.Resize(
                seen,
                scaled,
                place.Size,
                0,
                0,
                place.Width < part.Width ? InterpolationFlags.Area : InterpolationFlags.Linear
            );
        }
        Cv2.CopyMakeBorder(
            scaled,
            shown,
            place.Top,
            input.Height - place.Bottom,
            place.Left,
            input.Width - place.Right,
            view.Rest,
            Scalar.Black
        );
        pass.Run(shown);
    }

    public void Dispose()
    {
        scaled.Dispose();
        shown.Dispose();
    }
}

using FaceRek.Core.Faces.Models;

namespace FaceRek.Core.Faces.Detection;

/// <summary>Opens the detector that a manifest describes.</summary>
internal static class DetectorPacks
{
    /// <exception cref="ModelException">The file is not that detector.</exception>
    public static IFaceDetector Open(DetectorManifest manifest, byte[] file) =>
        manifest switch
        {
            YunetManifest yunet => new YunetDetector(yunet, file),
            BlazeFaceManifest blazeFace => new BlazeFaceDetector(blazeFace, file),
            _ => throw new InvalidOperationException($"{manifest.GetType().Name} is an unknown kind of detector."),
        };
}
